import json
from dataclasses import replace

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis.crs import RD
from gis.errors import TableError
from gis.exports.geojson import write_geojson
from gis.exports.geopackage import write_geopackage
from gis.periods import Period
from gis.register.intake import Choices
from gis.register.records import Problem
from gis.register.visible import Audience
from gis.register.waiting import Parked
from gis.sources.reader import Read
from gis.workspace import cache, handing, imports, waiting
from gis.workspace.home import Home
from gis.workspace.imports import Import, import_activities
from gis.workspace.registers import EXAMPLE, OWN, WORKSPACES, open_register
from gis.workspace.waiting import problems_table
from layers.workbooks import question_workbook
from tests.homes import AT, activity, squares

HERE = "deze werkplek"
LIST = """\
naam;thema;status;periode;buurtcode;zichtbaarheid
Riool vervangen;water en riool;plan;2028;BU00141000;openbaar
Speelplek;jeugd en onderwijs;loopt;sinds 2024;BU00141000;openbaar
'=Som(A1);groen;idee;;BU00141000;concept
Vliegveld;vliegen;plan;31-02-2027;BU00141000;openbaar
Zonder status;groen;;;BU99999999;openbaar
"""


@pytest.fixture
def own(home):
    return open_register(home, OWN)


@pytest.fixture
def plans(tmp_path):
    path = tmp_path / "plannen.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def _bring(home, register, path, organisation=HERE, *, dry_run=False, strict=False, **options):
    how = Import(organisation, AT, **options)
    return import_activities(home, register, path, how=how, dry_run=dry_run, strict=strict)


def test_three_good_rows_and_two_bad_ones(home, own, plans):
    brought = _bring(home, own, plans)
    assert (len(brought.accepted), len(brought.parked), brought.rows) == (3, 2, 5)
    assert brought.outcomes == {"added": 3}
    assert [[one.code for one in row.problems] for row in brought.parked] == [
        ["day_impossible", "theme_unknown"],
        ["area_unknown", "status_unknown"],
    ]
    kept = own.store.activities()
    assert [one.title for one in kept] == ["Riool vervangen", "Speelplek", "=Som(A1)"]
    assert {one.visibility for one in kept} == {"concept"}
    assert own.store.parked(organisation=HERE) == list(brought.parked)
    assert own.store.parked(organisation=HERE)[0].told["periode_tekst"] == "31-02-2027"


def test_the_same_file_twice_changes_nothing(home, own, plans):
    _bring(home, own, plans)
    before = own.store.activities(), own.store.parked(organisation=HERE)
    assert _bring(home, own, plans).outcomes == {"unchanged": 3}
    assert (own.store.activities(), own.store.parked(organisation=HERE)) == before
    assert [len(own.store.history(one.id)) for one in before[0]] == [1, 1, 1]


def test_a_rehearsal_saves_nothing(home, own, plans):
    brought = _bring(home, own, plans, dry_run=True)
    assert (len(brought.accepted), len(brought.parked), brought.saved, brought.outcomes) == (
        3,
        2,
        False,
        {"added": 3},
    )
    assert (own.store.begun, own.store.revision) == (False, 0)


def test_strict_saves_all_or_nothing(home, own, plans):
    assert not _bring(home, own, plans, strict=True).saved
    assert not own.store.begun
    plans.write_text("".join(LIST.splitlines(keepends=True)[:4]), encoding="utf-8")
    assert _bring(home, own, plans, strict=True).outcomes == {"added": 3}


def test_visibility_as_stated_and_kept_when_it_is_brought_in_again(home, own, plans):
    _bring(home, own, plans, as_stated=True)
    assert [one.visibility for one in own.store.activities()] == ["openbaar", "openbaar", "concept"]
    plans.write_text(LIST.replace("2028", "2029"), encoding="utf-8")
    assert _bring(home, own, plans).outcomes == {"changed": 1, "unchanged": 2}
    first = own.store.activities()[0]
    assert (first.period.text, first.visibility) == ("2029", "openbaar")


def test_what_was_withdrawn_stays_so_until_the_list_says_something_new_of_it(home, own, plans):
    _bring(home, own, plans, as_stated=True)
    first = own.store.activities()[0]
    own.store.withdraw(first.id, organisation=HERE, at=AT, version=1)
    assert _bring(home, own, plans, as_stated=True).outcomes == {"unchanged": 3}
    assert first.id not in {one.id for one in own.store.activities()}
    plans.write_text(LIST.replace("2028", "2029"), encoding="utf-8")
    _bring(home, own, plans)
    assert {one.id: one.visibility for one in own.store.activities()}[first.id] == "concept"


def test_what_people_did_since_stays_when_the_list_says_nothing_new(home, own, plans):
    _bring(home, own, plans)
    first = own.store.activities()[0]
    mended = replace(first, period=Period("2030"), version=1)
    own.store.save([mended], organisation=HERE, at=AT)
    assert _bring(home, own, plans).outcomes == {"unchanged": 3}
    assert own.store.activities()[0].period.text == "2030"


def test_a_changed_row_changes_only_what_the_list_has_a_column_for(home, own, plans):
    _bring(home, own, plans)
    first = own.store.activities()[0]
    noted = replace(first, note="zelf geschreven", version=1, partners=("GGD", "gemeente"))
    own.store.save([noted], organisation=HERE, at=AT)
    plans.write_text(LIST.replace("2028", "2029"), encoding="utf-8")
    assert _bring(home, own, plans).outcomes == {"changed": 1, "unchanged": 2}
    now = own.store.activities()[0]
    assert (now.period.text, now.note, now.partners) == ("2029", "zelf geschreven", ("GGD", "gemeente"))


def test_rows_gone_from_a_newer_list_are_offered_and_stay(home, own, plans):
    _bring(home, own, plans)
    lines = LIST.splitlines(keepends=True)
    newer = plans.with_name("plannen 2.csv")
    newer.write_text("".join([*lines[:2], *lines[3:]]), encoding="utf-8")
    brought = _bring(home, own, newer)
    assert [one.title for one in brought.gone] == ["Speelplek"]
    assert len(own.store.activities()) == 3
    assert [one.title for one in _bring(home, own, newer).gone] == ["Speelplek"]  # still offered
    waiting.withdraw_gone(own, brought.gone, organisation=HERE, at=AT)
    assert [one.title for one in own.store.activities()] == ["Riool vervangen", "=Som(A1)"]
    assert _bring(home, own, newer).gone == ()


def test_a_row_mended_on_the_spot_is_nothing_new_when_the_list_comes_again(home, own, plans):
    mended = {("plannen.csv", 5): {"thema": "mobiliteit en verkeersveiligheid", "periode_tekst": "2027"}}
    brought = _bring(home, own, plans, choices=Choices(mended=mended))
    assert (len(brought.accepted), len(brought.parked)) == (4, 1)
    again = _bring(home, own, plans)
    assert (again.outcomes, len(again.parked)) == ({"unchanged": 4}, 1)


def test_a_waiting_row_is_mended_saved_and_nothing_new_afterwards(home, own, plans):
    _bring(home, own, plans)
    how = Import(HERE, AT)
    flying, without = own.store.parked(organisation=HERE)
    told = {"thema": "groen", "periode_tekst": "2027", "naam": "Landingsbaan"}
    rows = [(flying, told), (without, {"status": "plan"})]
    judged = waiting.mend_waiting(home, own, rows, how=how)
    bad = judged[1][1]
    assert [one.code for one in bad.problems] == ["area_unknown"]
    assert waiting.save_waiting(own, judged, how=how) == (1, 1)
    [left] = own.store.parked(organisation=HERE)
    assert (left.number, left.told["status"], len(left.problems)) == (without.number, "plan", 1)
    assert "Landingsbaan" in {one.title for one in own.store.activities()}
    again = _bring(home, own, plans)
    assert (again.outcomes, len(again.parked)) == ({"unchanged": 4}, 1)
    own.store.drop_parked(own.store.parked(organisation=HERE)[0].number, organisation=HERE, at=AT)
    assert own.store.parked(organisation=HERE) == []


def _drop(register, number):
    [row] = [row for row in register.store.parked(organisation=HERE) if row.row == number]
    register.store.drop_parked(row.number, organisation=HERE, at=AT)


def test_a_row_that_was_dropped_is_not_asked_about_again_until_it_says_something_new(home, own, plans):
    _bring(home, own, plans)
    _drop(own, 5)
    for _ in range(2):  # the second time the newest list tells it
        again = _bring(home, own, plans)
        assert (len(again.accepted), len(again.parked), len(again.dropped)) == (3, 1, 1)
        assert (again.rows, again.outcomes) == (5, {"unchanged": 3})
        assert [row.row for row in own.store.parked(organisation=HERE)] == [6]
    plans.write_text(LIST.replace("vliegen", "vlieg"), encoding="utf-8")
    changed = _bring(home, own, plans)
    assert (len(changed.parked), len(changed.dropped)) == (2, 0)


def test_a_row_that_was_dropped_is_taken_in_after_all(home, own, plans):
    _bring(home, own, plans)
    _drop(own, 5)
    [row] = _bring(home, own, plans).dropped
    which = (row.file, row.verdict.number)
    again = _bring(home, own, plans, taken_in=frozenset({which}))
    assert (len(again.parked), len(again.dropped)) == (2, 0)
    assert {row.row for row in own.store.parked(organisation=HERE)} == {5, 6}
    assert len(_bring(home, own, plans).dropped) == 0


def test_of_two_rows_with_the_same_words_only_the_second_is_dropped(home, own, plans):
    plans.write_text(LIST + LIST.splitlines(keepends=True)[1], encoding="utf-8")
    assert len(_bring(home, own, plans).parked) == 3
    _drop(own, 7)
    again = _bring(home, own, plans)
    assert (again.outcomes, [row.verdict.number for row in again.dropped]) == ({"unchanged": 3}, [7])


def test_questions_that_came_back_wrong_are_dropped_for_their_list_too(home, own, plans, tmp_path):
    _bring(home, own, plans)
    asked = tmp_path / "vragen.xlsx"
    asked.write_bytes(question_workbook(own.store.parked(organisation=HERE)[:1]))
    _bring(home, own, asked)
    [row, _] = own.store.parked(organisation=HERE)
    assert (row.file, row.row, {problem.row for problem in row.problems}) == ("plannen.csv", 5, {5})
    _drop(own, 5)
    assert len(_bring(home, own, plans).dropped) == 1


def test_the_list_of_questions_comes_back_mended(home, own, plans, tmp_path):
    _bring(home, own, plans)
    asked = tmp_path / "vragen.xlsx"
    asked.write_bytes(question_workbook(own.store.parked(organisation=HERE)))
    book = openpyxl.load_workbook(asked)
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Thema") + 1).value = "groen"
    sheet.cell(2, heads.index("Wanneer") + 1).value = "zomer 2027"
    book.save(asked)
    brought = _bring(home, own, asked)
    assert ([one.title for one in brought.accepted], len(brought.parked)) == (["Vliegveld"], 1)
    assert brought.gone == ()
    assert [row.told["naam"] for row in own.store.parked(organisation=HERE)] == ["Zonder status"]
    assert _bring(home, own, plans).outcomes == {"unchanged": 4}


def test_columns_as_a_person_said_are_remembered(home, own, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Klus;Vlak;Hoe\nBoom;groen;plan\n", encoding="utf-8")
    with pytest.raises(TableError):
        _bring(home, own, path)
    fields = {"klus": "naam", "vlak": "thema", "hoe": "status"}
    assert _bring(home, own, path, choices=Choices(fields)).outcomes == {"added": 1}
    path.write_text("Klus;Vlak;Hoe\nBank;groen;plan\n", encoding="utf-8")
    assert _bring(home, own, path).outcomes == {"added": 1}


def test_words_for_every_row_and_persons_left_behind(home, own, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "Project;Wanneer;Contactpersoon\nBoom;2028;Jan Jansen\nBank;ooit;Piet\n", encoding="utf-8"
    )
    choices = Choices(constants={"thema": "groen", "status": "plan"})
    brought = _bring(home, own, path, choices=choices)
    assert (brought.outcomes, len(brought.parked)) == ({"added": 1}, 1)
    assert "Piet" not in str(own.store.parked(organisation=HERE))
    assert [one.theme for one in own.store.activities()] == ["groen"]


def test_rows_of_another_are_parked_and_the_rest_is_saved(home, tmp_path):
    register = open_register(home, EXAMPLE)
    rows = [
        {
            "koppelkaart-nummer": "F02",
            "naam": "Nieuwe 30 km-zone, anders",
            "thema": "groen",
            "status": "plan",
        },
        {
            "koppelkaart-nummer": "F09",
            "naam": "Van een ander, en ingetrokken",
            "thema": "groen",
            "status": "plan",
        },
        {"koppelkaart-nummer": "nieuw", "naam": "Van ons", "thema": "groen", "status": "plan"},
    ]
    register.store.withdraw("F09", organisation="gemeente", at=AT, version=1)
    pd.DataFrame(rows).to_csv(tmp_path / "x.csv", index=False)
    brought = _bring(home, register, tmp_path / "x.csv", "GGD")
    assert [[one.code for one in row.problems] for row in brought.parked] == [["not_yours"], ["not_yours"]]
    assert brought.outcomes == {"added": 1}
    held = {one.id: one for one in register.store.activities()}
    assert (held["F02"].title, held["nieuw"].owner, "F09" in held) == ("Nieuwe 30 km-zone", "GGD", False)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("583700,232700", "coordinates_swapped"),
        ("53.2,6.5", "coordinates_degrees_as_rd"),
        ("6.5,53.2", "coordinates_degrees_as_rd"),
    ],
)
def test_swapped_coordinates_are_told_never_turned(home, own, tmp_path, place, code):
    path = tmp_path / "x.csv"
    path.write_text(
        f"naam,thema,status,x,y\nBoom,groen,plan,{place}\nBank,groen,plan,232700,583700\n", encoding="utf-8"
    )
    brought = _bring(home, own, path)
    assert [one.code for one in brought.parked[0].problems] == [code]
    assert [one.title for one in own.store.activities()] == ["Bank"]


def test_a_number_in_two_layers_of_a_file_is_parked(home, own, tmp_path):
    for layer, shape in (("punten", shapely.Point(232_500, 583_500)), ("vlakken", squares()[0])):
        told = {"koppelkaart-nummer": ["7"], "naam": layer, "thema": "groen", "status": "plan"}
        frame = gpd.GeoDataFrame(told, geometry=[shape], crs=RD)
        frame.to_file(tmp_path / "x.gpkg", layer=layer, driver="GPKG")
    brought = _bring(home, own, tmp_path / "x.gpkg")
    told = [(row.file, row.row, row.problems[0].code) for row in brought.parked]
    assert told == [("x.gpkg · vlakken", 1, "id_twice")]
    assert [one.title for one in own.store.activities()] == ["punten"]


@pytest.mark.parametrize(
    "content",
    [
        "adres;stad\nA;B\n",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"kleur": "rood"},
                        "geometry": {"type": "Point", "coordinates": [5, 52]},
                    }
                ],
            }
        ),
    ],
    ids=["csv", "geojson"],
)
def test_a_file_without_activities_is_said_and_changes_nothing(home, own, tmp_path, content):
    path = tmp_path / "x.dat"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError) as error:
        _bring(home, own, path)
    assert error.value.code == "no_activities"
    assert own.store.revision == 0


def _export(home, register, path, audience=Audience.OWN):
    told = handing.prepare(
        cache.open_place(home, "GM0014"), register, organisation=HERE, audience=audience, today=AT.date()
    )
    if path.suffix == ".gpkg":
        write_geopackage(told, path, styles={})
    else:
        path.write_bytes(write_geojson(told))
    return path


def _features(path):
    told = json.loads(path.read_text(encoding="utf-8"))["features"]
    ours = [one for one in told if one["properties"]["laag"] == "activiteit"]
    for one in ours:
        one["properties"].pop("gewijzigd_op")
        one["properties"].pop("peildatum")  # of the workspace
    return {one["id"]: one for one in ours}


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
@pytest.mark.parametrize("name", ["voorbeeld", "publicatie"])
def test_our_own_files_come_back_without_change(home, tmp_path, name, suffix):
    register = open_register(home, name)
    path = _export(home, register, tmp_path / f"uit{suffix}")
    before = register.store.activities()
    brought = _bring(home, register, path)
    assert brought.parked == ()
    assert brought.outcomes == {"unchanged": len(brought.accepted)}
    assert (
        len(brought.accepted) == {"voorbeeld": 24, "publicatie": 39}[name]
    )  # all but the concept of another, and what is of another gemeente
    assert register.store.activities() == before


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_our_own_files_in_a_fresh_home_give_the_same_features_again(home, tmp_path, suffix):
    first = open_register(home, EXAMPLE)
    given = _export(home, first, tmp_path / f"uit{suffix}")
    fresh = Home(tmp_path / "fresh")
    own = open_register(fresh, OWN)
    brought = _bring(fresh, own, given, as_stated=True)
    assert (len(brought.parked), brought.outcomes) == (0, {"added": 24})
    again = _features(_export(fresh, own, tmp_path / "weer.geojson"))
    wanted = _features(_export(home, first, tmp_path / "eerst.geojson"))
    assert {name: one["properties"] for name, one in again.items()} == {
        name: one["properties"] for name, one in wanted.items()
    }
    shapes = {one.id: one.geometry for one in first.store.activities()}
    for one in own.store.activities():
        shape = shapes[one.id]
        assert one.geometry is shape is None or one.geometry.hausdorff_distance(shape) < 0.02


def test_problems_as_a_table_with_the_words_of_the_row():
    problems = (Problem(4, "thema", "theme_unknown", "vliegen"), Problem(4, "naam", "title_missing"))
    table = problems_table([Parked("x.csv", 4, {"thema": "vliegen", "code": "mijn code"}, problems)])
    assert table.to_dict("records")[0] == {
        "rij": 4,
        "veld": "thema",
        "code": "theme_unknown",
        "stond_er": "vliegen",
        "thema": "vliegen",
        "code (uw lijst)": "mijn code",
    }
    assert len(table) == 2
    assert list(problems_table([]).columns) == ["rij", "veld", "code", "stond_er"]


def test_codes_of_the_sample_are_known(home):
    assert {"GM0014", "WK001410", "BU00141000"} <= imports.known_codes(home)


_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "koppelkaart-nummer": st.sampled_from(["", "1", "2", "F02", "F06"]),
            "naam": st.sampled_from(["", "A", "B"]),
            "thema": st.sampled_from(["groen", "vliegen"]),
            "status": st.sampled_from(["plan", "loopt", ""]),
            "periode_tekst": st.sampled_from(["2028", "31-02-2027", ""]),
            "x": st.sampled_from(["", "232700", "583700"]),
            "y": st.sampled_from(["", "583700", "232700"]),
        }
    ),
    max_size=8,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS)
@pytest.mark.parametrize("name", WORKSPACES)
def test_no_row_is_lost_whatever_stands_in_it(home, monkeypatch, name, rows):
    register = open_register(home, name)
    # The file itself is not the matter here, nor which codes exist.
    monkeypatch.setattr(imports, "known_codes", lambda _: frozenset())
    frame = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["naam", "thema"])
    monkeypatch.setattr(imports, "read_list", lambda _, **__: [Read("lijst.csv", "", "lijst", frame)])
    before = {one.id: one for one in register.store.activities()}
    brought = _bring(home, register, home.path / "lijst.csv")
    assert brought.rows == len(rows)
    assert sum(brought.outcomes.values()) == len(brought.accepted)
    after = {one.id: one for one in register.store.activities()}
    assert set(after) == set(before) | {one.id for one in brought.accepted}
    others = {name for name, one in before.items() if one.owner != HERE}
    assert all(after[name] == before[name] for name in others)


def test_an_activity_keeps_its_owner_and_its_words(home, own):
    own.store.save([activity("F01a", note="van ons")], organisation=HERE, at=AT)
    register = open_register(home, EXAMPLE)
    assert next(one.note for one in register.store.activities() if one.id == "F01a") is None
