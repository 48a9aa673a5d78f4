import csv
import io
import json
import re
from dataclasses import replace

import pandas as pd
import pytest
import rasterio

from gis.analysis.gaps import GAP_COLUMNS
from gis.analysis.money import totals
from gis.analysis.nearby import NEARBY_COLUMNS
from gis.periods import Period
from gis.register.cells import as_text
from gis.register.decisions import Decision
from gis.register.differences import Difference
from gis.register.money import parse_money
from gis.register.reading import Verdict
from gis.register.records import Problem, to_frame
from gis.register.sums import money_frame
from gis.register.visible import Audience
from gis.register.waiting import Parked
from gis.workspace import answers, sample
from gis.workspace.changes import Changes, Decided, Gone
from gis.workspace.gaps import place_here, see_gaps, see_unshared
from gis.workspace.home import Home
from gis.workspace.registers import open_register
from gis.workspace.waiting import problems_table
from gis.workspace.weighing import Imported, Row
from layers import listings
from layers.problems import PROBLEMS
from tests.homes import DAY, VOCABULARY, activity

FORMULAS = [
    "=1+1",
    "=HYPERLINK(x)",
    "+31 6",
    "-5 m",
    "@naam",
    "\t=1",
    "\r=1",
    "x\r=1",
    "x\n=1",
    'x";"=1',
    "＝1",
    "＋1",
    "－1",
    "＠x",
]


@pytest.fixture(scope="module")
def place():
    return sample.read_place()


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return open_register(Home(tmp_path_factory.mktemp("home")), "voorbeeld")


@pytest.fixture(scope="module")
def chances(example, place):
    seen = answers.see_activities(example, organisation="gemeente", audience=Audience.OWN)
    return answers.find_chances(seen, place, example, reach=answers.Reach(), today=DAY)


def _problem(told):
    return Parked("x.csv", 3, {"naam": told}, (Problem(3, "thema", "theme_unknown", told),))


def _cells(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_pairs_have_their_columns_and_a_reason_with_both_names(chances):
    told = listings.pair_list(chances)
    titles = listings.titles_of(chances.activities)
    assert tuple(told.columns) == listings.PAIR_COLUMNS
    for row in told.to_dict("records"):
        assert titles[row["a_id"]] in row["reason"]
        assert titles[row["b_id"]] in row["reason"]
    assert len(told) == len(chances.pairs)
    assert told["fictief"].all()


def test_a_csv_file_says_ja_and_nee_and_runs_nothing(tmp_path):
    listings.write_table(
        pd.DataFrame({"naam": ["=1+1", "Plan"], "fictief": [True, False]}), tmp_path / "x.csv"
    )
    assert (tmp_path / "x.csv").read_text() == "naam,fictief\n'=1+1,ja\nPlan,nee\n"


def test_pairs_on_the_map_are_lines_between_places_that_are_known(chances):
    features = json.loads(listings.pair_features(chances))["features"]
    placed = set(chances.activities.loc[chances.activities.geometry.notna(), "id"])
    wanted = [row for row in chances.pairs.to_dict("records") if {row["a_id"], row["b_id"]} <= placed]
    assert len(features) == len(wanted)
    west, east, south, north = 6.4, 6.7, 53.1, 53.3
    for one in features:
        assert one["geometry"]["type"] == "LineString"
        for lon, lat in one["geometry"]["coordinates"]:
            assert west < lon < east
            assert south < lat < north


def test_no_pairs_is_an_empty_list_with_its_columns(place, example):
    none = answers.find_chances(
        to_frame([], vocabulary=VOCABULARY), place, example, reach=answers.Reach(), today=DAY
    )
    assert tuple(listings.pair_list(none).columns) == listings.PAIR_COLUMNS
    assert json.loads(listings.pair_features(none))["features"] == []


def test_gaps_tell_need_and_supply_in_words(place, example):
    seen = answers.see_activities(example, organisation="gemeente", audience=Audience.OWN)
    found = see_gaps(place_here(seen, place, example), place, example, today=DAY)
    told = listings.gap_list(found)
    assert list(told.columns) == [*GAP_COLUMNS, *NEARBY_COLUMNS]
    assert set(told["need"]) <= {"lager", "ongeveer gelijk", "hoger", "geen cijfer"}
    assert set(told["supply"]) <= {"niemand", "alleen voor de hele gemeente", "weinig", "genoeg", "druk"}
    assert set(told["spread"]) == {"inwoners verspreid over de buurt"}


def test_what_nobody_took_is_told_in_words(example):
    told = see_unshared(example, organisation="gemeente", audience=Audience.OWN, today=DAY)
    listed = listings.unshared_list(told)
    assert len(listed) == len(told)
    assert {"afspraak is over de datum", "geld houdt op en er volgt niets"} <= set(listed["reason"])
    assert listed.loc[listed["id"] == "F23", "area_codes"].map(type).tolist() == [str]


def test_changes_have_a_row_each_and_nothing_in_them_runs(tmp_path):
    one = replace(activity(organisation="=1+1"), title="=1+1")
    other = replace(one, status="klaar", note="x", period=Period("2030"))
    moved, gone = Difference(one, other, ("period", "note")), Gone(one, into=other)
    decided = Decided(
        Decision(("A",), "doen", DAY, organisation="@GGD"), before=Decision(("A",), "niet", DAY)
    )
    told = Changes(
        DAY,
        new=(one,),
        moved=(moved,),
        changed=(moved,),
        finished=(replace(moved, fields=("status",)),),
        gone=(gone,),
        decided=(decided,),
        names={"A": "=1+1"},
    )
    table = listings.change_list(told, fictional=True)
    assert tuple(table.columns) == listings.CHANGE_COLUMNS
    rows = table[["wat", "was", "nu", "anders", "fictief"]].to_numpy().tolist()
    assert rows == [
        ["nieuw", "", "2028", "", False],
        ["verschoven", "2028", "2030", "toelichting", False],
        ["gewijzigd", "", "", "wanneer en toelichting", False],
        ["klaar of gestopt", "plan", "klaar", "", False],
        ["niet meer in de lijst", "", "samengevoegd met =1+1", "", False],
        ["besloten", "niet", "doen, @GGD", "", True],
    ]
    assert set(table["naam"]) == {"=1+1"}
    assert set(table["organisatie"]) == {"=1+1", "@GGD"}
    listings.write_table(table, tmp_path / "wat.csv")
    assert not re.search(r"(?:^|,)[=@]", (tmp_path / "wat.csv").read_text(), re.MULTILINE)
    assert tuple(listings.change_list(Changes(DAY), fictional=True).columns) == listings.CHANGE_COLUMNS


def test_codes_that_do_not_join_have_dutch_heads_and_say_where_they_stand(place):
    rows = [("BU00141000", "boundaries", "scores"), ("BU00149999", "other", "figures")]
    told = listings.unmatched_list(
        replace(place, unmatched=pd.DataFrame(rows, columns=["code", "side", "table"]))
    )
    assert told.to_numpy().tolist() == [
        ["BU00141000", "Selwerd", "wel bij de grenzen, niet in de Leefbaarometer"],
        ["BU00149999", "BU00149999", "wel in de kerncijfers, niet bij de grenzen"],
    ]
    assert list(told.columns) == ["Code", "Gebied", "Waar staat de code?"]


def test_missing_figures_have_dutch_names_and_a_reason(place):
    told = listings.missing_list(place)
    assert len(told) == len(place.missing)
    assert told[["Gebied", "Cijfer", "Reden"]].notna().all().all()
    assert set(told["Reden"]) == {"niet gepubliceerd"}


def test_what_came_of_a_list_is_told_line_by_line():
    wrong = Problem(3, "thema", "theme_unknown", "vliegen", "mobiliteit en verkeersveiligheid")
    odd = Problem(4, "geld", "money_malformed", "5.5000 euro")
    rows = (
        Row("x.csv", Verdict(4, {}, activity(), remarks=(odd,)), "added", activity()),
        Row("x.csv", Verdict(3, {}, activity("B"), (wrong,)), "parked", activity("B")),
    )
    brought = Imported(rows, (activity("C", title="Weg"),), {}, None, saved=True)
    unknown = PROBLEMS["theme_unknown"].format(told="vliegen")
    assert listings.import_lines(brought) == [
        "1 rij is klaar, bij 1 rij is uw hulp nodig.",
        "Er is niets verloren gegaan.",
        "1 nieuw, 0 gewijzigd, 0 ongewijzigd.",
        f"Rij 3, thema: {unknown} Voorstel: mobiliteit en verkeersveiligheid. [theme_unknown]",
        f"Let op. Rij 4, geld: {PROBLEMS['money_malformed'].format(told='5.5000 euro')} [money_malformed]",
        "Staat niet meer in de lijst: Weg.",
    ]
    assert "Er is niets bewaard." in listings.import_lines(replace(brought, saved=False))
    sheets = replace(brought, columns={"x.csv": (), "y.csv": ()})
    assert any(line.startswith("Rij 3 van x.csv, thema:") for line in listings.import_lines(sheets))


@pytest.mark.parametrize("told", FORMULAS)
def test_nothing_in_a_list_runs_as_a_formula_and_the_import_takes_the_guard_off(told):
    head, row = _cells(listings.excel_csv(problems_table([_problem(told)])))
    assert head == ["rij", "veld", "code", "stond_er", "naam"]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) for cell in row)
    assert (
        as_text(row[-1]) == told
        if told.strip() == told
        else as_text(row[-1]).strip("'").strip() == told.strip()
    )


def test_headings_do_not_run_either():
    head = _cells(listings.excel_csv(pd.DataFrame({"=1+1": ["x"], "naam": ["y"]})))[0]
    assert head == ["'=1+1", "naam"]


def test_numbers_stay_numbers_and_letters_stay_letters():
    table = pd.DataFrame({"naam": ["Café Süd €", None], "verschil": [-0.5, 2.0]})
    assert _cells(listings.excel_csv(table)) == [["naam", "verschil"], ["Café Süd €", "-0.5"], ["", "2.0"]]
    assert _cells(listings.excel_csv(problems_table([]))) == [["rij", "veld", "code", "stond_er"]]


def test_the_number_of_drawings_as_a_raster_says_when_it_is_made_up(example, tmp_path):
    drawings = answers.see_drawings(example)
    (tmp_path / "x.tif").write_bytes(listings.surface_bytes(answers.count_all(drawings), drawings))
    with rasterio.open(tmp_path / "x.tif") as raster:
        assert (raster.crs.to_epsg(), raster.res) == (28992, (5, 5))
        assert any("verzonnen voorbeeld, 12 tekeningen" in told for told in raster.tags().values())


def test_kern_and_rand_as_geojson(example):
    drawings = answers.see_drawings(example)
    told = json.loads(listings.area_features(answers.see_cores(drawings, k=0.5), DAY))
    assert "crs" not in told
    assert {one["properties"]["deel"] for one in told["features"]} == {"kern", "rand"}
    assert len({one["id"] for one in told["features"]}) == len(told["features"]) == 4


def test_money_has_dutch_heads_and_stays_numbers():
    seen = [activity(area_codes=("BU1", "BU2"), money=parse_money("€ 10 toegezegd; 70.000 euro/jr"))]
    told = listings.money_list(totals(money_frame(seen), by="area"), names={"BU1": "Selwerd"})
    assert told["gebied"].tolist() == ["Selwerd", "BU2", "alles samen, elk bedrag één keer geteld"]
    assert told["staat ook elders"].tolist() == ["ja", "ja", "ja"]
    once, yearly = (
        "toegezegd, eenmalig of per jaar niet bekend (euro)",
        "toegezegd of gezocht niet bekend, per jaar (euro)",
    )
    assert told[once].tolist() == [10, 10, 10]
    assert told[yearly].tolist() == [70_000] * 3
    assert told["additioneel: toegezegd, eenmalig (euro)"].isna().all()
    assert _cells(listings.excel_csv(told))[1][:2] == ["Selwerd", "ja"]
