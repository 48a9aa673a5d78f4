from datetime import date

import pandas as pd
import pytest

from gis.errors import BuurtError
from gis.periods import Period
from gis.workspace import sample
from gis.workspace.registers import WORKSPACES
from tests.homes import ROOT, VOCABULARY

EXAMPLE, PUBLICATION = WORKSPACES["voorbeeld"], WORKSPACES["publicatie"]


def _activities(workspace):
    return sample.read_activities(
        workspace.activities, vocabulary=VOCABULARY, reference=workspace.reference_day, owner="deze werkplek"
    )


def test_the_counts_of_the_sample(place):
    assert len(place.buurten) == 151
    assert place.buurten.geometry.notna().sum() == 39
    assert place.figures["code"].str.startswith("BU").sum() == 151
    assert place.scores["code"].str.startswith("BU").sum() == 104
    assert len(sample.gemeente_names()) == 342
    assert place.buurten.geometry.is_valid[place.buurten.geometry.notna()].all()


def test_a_wijk_has_an_outline_when_all_its_buurten_have_one(place):
    """Of the others the buurten that are known cover only a part."""
    whole = place.buurten.groupby("wijkcode")["geometry"].agg(lambda shapes: shapes.notna().all())
    drawn = place.wijken[place.wijken.geometry.notna()].set_index("wijkcode")
    assert set(drawn.index) == set(whole[whole].index) == {"WK001402", "WK001403", "WK001410"}
    assert drawn.loc["WK001410", "wijknaam"] == "Noordwest"
    covered = place.buurten.assign(area=place.buurten.area).groupby("wijkcode")["area"].sum()
    assert (drawn.area == covered[drawn.index]).all()
    assert set(drawn["omtrek_bron"]) == {sample.OF_BUURTEN}
    assert place.wijken["omtrek_bron"].notna().sum() == len(drawn)


def test_no_score_is_no_row_and_never_zero(place):
    assert place.scores["kscore"].min() >= 1
    assert set(place.buurten["buurtcode"]) - set(place.scores["code"]) == set(
        place.buurten.loc[~place.buurten["buurtcode"].isin(place.scores["code"]), "buurtcode"]
    )
    assert len(set(place.buurten["buurtcode"]) - set(place.scores["code"])) == 47


def test_figures_of_selwerd_and_of_groningen_as_published(place):
    figures, scores = place.figures.set_index("code"), place.scores.set_index("code")
    assert figures.loc["BU00141000", ["inwoners", "woz_waarde_keur", "koopwoningen_pct"]].tolist() == [
        6580,
        225,
        21,
    ]
    assert figures.loc["GM0014", "inwoners"] == 243_768  # as published, never the sum
    told = scores.loc["GM0014", ["kscore", "afw", "won", "fys", "vrz", "soc", "onv"]].tolist()
    assert told == [7, 0.0272893, -0.0212705, 0.0204748, 0.0838143, -0.0213592, -0.0343701]


def test_why_a_figure_is_missing_is_said(place):
    figures = place.figures
    gaps = {
        (code, name)
        for name in ("inwoners", "huishoudens", "woz_waarde_keur", "koopwoningen_pct")
        for code in figures.loc[figures[name].isna(), "code"]
    }
    assert set(zip(place.missing["code"], place.missing["kolom"], strict=True)) == gaps
    assert set(place.missing["reden"]) == {"niet gepubliceerd"}


def test_origins_are_of_the_place_alone(place):
    assert {origin.role for origin in place.origins} == {"boundaries", "figures", "scores"}
    assert all(origin.licence and origin.publisher and origin.retrieved for origin in place.origins)


def test_the_example_is_made_up_in_every_row():
    activities, drawings = _activities(EXAMPLE), sample.read_drawings(EXAMPLE.drawings)
    assert (len(activities), len(drawings)) == (25, 12)
    assert all(one.fictional and one.origin == "fictief" and "verzonnen" in one.source for one in activities)
    assert all(one.fictional for one in drawings)
    assert [one.id for one in activities if one.visibility == "concept"] == ["F06"]
    assert next(one.owner for one in activities if one.id == "F06") == "Corporatie A"
    assert {one.id for one in activities if one.geometry is None} == {"F15", "F22"}
    assert all(one.period.known for one in activities)


def test_the_example_as_it_stood_at_the_meeting_before():
    now = {one.id: one for one in _activities(EXAMPLE)}
    before = sample.read_activities(
        EXAMPLE.activities,
        vocabulary=VOCABULARY,
        reference=EXAMPLE.reference_day,
        owner="deze werkplek",
        earlier=EXAMPLE.earlier,
    )
    then = {one.id: one for one in before}
    assert now.keys() - then.keys() == {"F10"}
    assert [name for name, one in then.items() if one != now[name]] == ["F02"]
    assert (then["F02"].period.text, then["F02"].note) == ("voorjaar 2028", None)


def test_every_row_of_the_meeting_before_is_made_up():
    for name in (EXAMPLE.earlier, EXAMPLE.decisions):
        told = pd.read_csv(ROOT / "data" / "sample" / name, sep=";", dtype=str)
        assert set(told["herkomst"]) == {"fictief"}
        assert set(told["fictief"]) == {"ja"}
        assert told["bron"].str.contains("verzonnen").all()
    assert [one.id for one in sample.read_decisions(EXAMPLE.decisions)] == ["B01", "B02"]


def test_the_publication_is_told_as_told():
    told = {one.id: one for one in _activities(PUBLICATION)}
    assert len(told) == 40
    assert {name for name, one in told.items() if one.status == "verkenning"} == {"S02", "S03", "S04", "S05"}
    assert [name for name, one in told.items() if one.status == "idee"] == ["S20"]
    assert {name for name, one in told.items() if one.framework} == {"S01", "S06", "S07", "S22"}
    counted = {name for name, one in told.items() if one.privacy_class == "alleen aantallen"}
    assert counted == {"S05", "S27", "S31", "S33", "S40"}
    assert all(one.count is None for one in told.values())  # not known is missing, never 0
    assert not any(one.fictional for one in told.values())
    assert {one.origin for one in told.values()} == {"publicatie"}


def test_the_publication_has_no_place_below_its_words():
    drawn = {one.id: one for one in _activities(PUBLICATION) if one.geometry is not None}
    assert set(drawn) <= {"S08"}
    assert all(one.accuracy == "schatting" for one in drawn.values())


def test_words_of_time_that_only_a_person_understands_stay_words():
    told = {one.id: one.period for one in _activities(PUBLICATION)}
    assert told["S32"] == Period("doel 2023")
    assert told["S40"] == Period("sinds begin 2017, drie jaar")
    assert told["S01"] == Period(
        "eind 2016 - (geen eind)", date(2016, 9, 1), date(2016, 12, 31), running=True
    )
    assert sum(period.text != "" and not period.known for period in told.values()) == 9


def test_places_of_other_gemeenten_have_no_place_here():
    told = {one.id: one.area_codes for one in _activities(PUBLICATION)}
    assert sum(any(code[2:6] == "0014" for code in codes) for codes in told.values()) == 22
    assert [name for name, codes in told.items() if "GM0637" in codes] == ["S31"]  # the whole of Zoetermeer
    assert set(told["S21"]) == {"BU00141000", "BU00141001", "BU00141002"}


def test_a_fault_in_the_sample_stops_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr(sample, "data_folder", lambda: tmp_path)
    (tmp_path / "sample").mkdir()
    for name in ("buurten_groningen_2024.csv", EXAMPLE.activities):
        text = (ROOT / "data" / "sample" / name).read_text(encoding="utf-8")
        (tmp_path / "sample" / name).write_text(
            text.replace(";water en riool;", ";vliegen;"), encoding="utf-8"
        )
    with pytest.raises(ValueError, match="theme_unknown") as error:
        _activities(EXAMPLE)
    assert not isinstance(error.value, BuurtError)
