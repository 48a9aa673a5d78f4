import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import shapely
from affine import Affine

from gis.analysis.begun import Moment
from gis.analysis.unshared import UNSHARED_COLUMNS
from gis.periods import Period
from gis.register.money import Money
from gis.register.visible import Audience
from gis.sources.grid import Grid, write_grid
from gis.workspace import answers
from gis.workspace.fetch import fetch_place
from gis.workspace.gaps import call_words, place_here, see_gaps, see_unshared
from gis.workspace.registers import open_register
from tests.gating import need
from tests.homes import AT, DAY, LEFT, activity

HERE = "deze werkplek"
SELWERD = "BU00141000"
LONG_AGO = date(2020, 1, 1)  # the example has a peildatum of its own


def _see(register, place, *, organisation=HERE, audience=Audience.OWN, today=LONG_AGO, **how):
    seen = answers.see_activities(register, organisation=organisation, audience=audience)
    placed = place_here(answers.in_gemeente(seen, place), place, register)
    return see_gaps(placed, place, register, today=today, **how)


def test_gaps_are_of_every_buurt_with_an_outline(example, place):
    found = _see(example, place)
    assert found["buurtcode"].nunique() == 39
    assert set(found["themagroep"]) == {*"WESGZMKV", "klimaatadaptatie"}
    empty = found[found["themagroep"] == "klimaatadaptatie"]
    assert empty["activities"].sum() == 0
    selwerd = found[(found["buurtcode"] == SELWERD) & (found["themagroep"] == "V")]
    assert selwerd["activities"].tolist() == [1]
    citywide = found.loc[found["themagroep"] == "Z", "citywide"]
    assert citywide.unique().tolist() == [1]  # F15, the whole gemeente


def test_moment_asked_is_after_the_peildatum_of_the_workspace(example, place):
    tables = [_see(example, place, moment=moment) for moment in (Moment("now"), Moment(ahead_months=3))]
    told = [table.set_index(["buurtcode", "themagroep"]).loc[(SELWERD, "E")] for table in tables]
    assert [int(one["activities"]) for one in told] == [0, 1]  # F01a begins in April 2027, F21 in July
    assert told[0]["planned_id"] == "F01a"
    assert told[0]["planned_party"] == "Warmtebedrijf (voorbeeld)"


def test_a_concept_of_another_fills_nothing(example, place):
    def homes(organisation):
        found = _see(example, place, organisation=organisation).set_index(["buurtcode", "themagroep"])
        return int(found.loc[(SELWERD, "W"), "activities"])

    assert homes("Corporatie A") == homes("Corporatie B") + 1  # F06


def test_partners_say_which_figure_calls_for_which_theme(example, place):
    before = _see(example, place, by="theme").set_index(["buurtcode", "thema"])
    assert before.loc[(SELWERD, "schulden"), "need"] == "no figure"
    example.store.save_calls(
        {"soc": ("schulden",)}, vocabulary=example.vocabulary, version=0, organisation=HERE, at=AT
    )
    after = _see(example, place, by="theme").set_index(["buurtcode", "thema"])
    assert after.loc[(SELWERD, "schulden"), "need_dimension"] == "soc"
    assert after.loc[(SELWERD, "ontmoeten"), "need"] == "no figure"
    assert call_words(example).dimension_themes["soc"] == ("schulden",)


def test_inhabitants_of_squares_count_where_they_are_known(fetched, tmp_path):
    home, found = fetched
    register = open_register(home, "eigen")
    people = np.full((1, 10, 30), np.nan, dtype=np.float32)
    people[0, 0, 0] = 12  # all inhabitants of the first square buurt live in its north-west corner
    write_grid(
        Grid(people, ("inwoners",), Affine(100, 0, LEFT, 0, -100, 584_000)), tmp_path / "grid_inwoners.tif"
    )
    place = replace(found.place, folder=tmp_path)
    corner = shapely.Point(LEFT + 50, 583_950)
    plan = activity("P", geometry=corner, kind="vergroening", accuracy="gebouw")  # reaches 150 m
    register.store.save([plan], organisation=HERE, at=AT)
    told = _see(register, place, today=DAY).set_index(["buurtcode", "themagroep"]).loc[(SELWERD, "G")]
    assert told[["reached", "spread"]].tolist() == [1.0, "cells"]
    evenly = _see(register, found.place, today=DAY).set_index(["buurtcode", "themagroep"]).loc[(SELWERD, "G")]
    assert evenly["reached"] < 0.05
    assert evenly["spread"] == "area"


# --- what no figure tells ------------------------------------------------------------------------


def _unshared(register, **how):
    told = see_unshared(register, **({"organisation": HERE, "audience": Audience.OWN, "today": DAY} | how))
    assert tuple(told.columns) == UNSHARED_COLUMNS
    return told


def test_agreements_that_are_late_and_money_that_ends_in_the_example(example):
    told = _unshared(example).set_index("id")
    assert told.loc["F24", ["reason", "organisation", "theme"]].tolist() == [
        "agreement_late",
        "Corporatie B",
        "wonen",
    ]
    assert told.loc["F23", ["reason", "theme", "amount_eur"]].tolist() == [
        "money_ends",
        "jeugd en onderwijs",
        48_000,
    ]
    late = told[(told["reason"] == "agreement_late") & (told["members"].map(len) == 2)].iloc[0]
    assert late["members"] == ["F01a", "F02"]
    assert late[["theme", "themagroep"]].isna().all()  # of two themes


def test_what_names_no_party_is_taken_by_nobody(home):
    register = open_register(home, "eigen")
    money = (Money("€ 10 toegezegd, 2027", 10.0, "toegezegd", "eenmalig", "", "2027", ""),)
    runs = Period("2025-2027", date(2025, 1, 1), date(2025, 1, 1), date(2027, 12, 31), date(2027, 12, 31))
    plans = [
        activity("nobody", area_codes=(SELWERD,)),
        activity("over", status="gestopt"),
        activity("somebody", organisation="GGD", partners=("GGD",)),
        activity("ends", status="in uitvoering of loopt", period=runs, money=money, organisation="GGD"),
    ]
    register.store.save(plans, organisation=HERE, at=AT)
    told = _unshared(register)
    assert told[["id", "reason"]].to_numpy().tolist() == [["nobody", "no_party"], ["ends", "money_ends"]]
    assert told["area_codes"].tolist() == [[SELWERD], []]
    assert _unshared(register, organisation=HERE, audience=Audience.PUBLIC).empty


# --- another gemeente ----------------------------------------------------------------------------


def test_emma_holds_for_the_whole_of_zoetermeer_and_for_no_buurt(home):
    told = os.environ.get("KOPPELKAART_REAL_DATA", "")
    need("data", bool(told), "KOPPELKAART_REAL_DATA is not set")
    folder = Path(told)
    files = [
        folder / "cbs_buurten" / "nl_buurten_2024.gpkg",
        folder / "leefbaarometer" / "nl_leefbaarometer_2024.gpkg",
    ]
    place = fetch_place(home, "GM0637", files=files, year=None, today=DAY).place
    found = _see(open_register(home, "publicatie"), place, by="theme").set_index(["buurtcode", "thema"])
    emma = found.xs("kwetsbare groepen", level="thema")
    assert emma["citywide"].tolist() == [1] * len(emma)  # S31
    assert not emma[["activities", "reaching", "wider"]].any().any()
    assert set(emma["supply"]) == {"citywide"}
    assert Path(place.folder or "").is_dir()
