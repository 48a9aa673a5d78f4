import hashlib
import json
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.crs import RD, WGS84
from gis.errors import TableError
from gis.periods import Period
from gis.register.intake import holds_activities, read_rows
from gis.register.reading import Terms, read_row
from gis.tables import EXCHANGE_NAMES
from layers.problems import PROBLEMS
from tests.homes import CODES, DAY, VOCABULARY

GOOD = {"naam": "Riool vervangen", "thema": "water en riool", "status": "plan"}

BOW_TIE = "POLYGON ((232500 583500, 232600 583600, 232600 583500, 232500 583600, 232500 583500))"


def _terms(**changes):
    return Terms(
        **({"vocabulary": VOCABULARY, "reference": DAY, "owner": "gemeente", "known_codes": CODES} | changes)
    )


def _read(*rows, terms=None, **options):
    frame = rows[0] if isinstance(rows[0], pd.DataFrame) else pd.DataFrame(list(rows)).fillna("")
    return read_rows(frame, file="lijst.csv", terms=terms or _terms(), **options)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ({"thema": "vliegen"}, ("thema", "theme_unknown")),
        ({"thema": ""}, ("thema", "theme_unknown")),
        ({"themas_neven": "groen | vliegen"}, ("themas_neven", "theme_unknown")),
        ({"soort": "raket"}, ("soort", "kind_unknown")),
        ({"status": "misschien"}, ("status", "status_unknown")),
        ({"status": ""}, ("status", "status_unknown")),
        ({"nauwkeurigheid": "ongeveer"}, ("nauwkeurigheid", "accuracy_unknown")),
        ({"bereik": "straat"}, ("bereik", "reach_unknown")),
        ({"herkomst": "hoorde ik"}, ("herkomst", "origin_unknown")),
        ({"privacyklasse": "geheim"}, ("privacyklasse", "privacy_class_unknown")),
        ({"doelgroepen": "ouderen | iedereen"}, ("doelgroepen", "target_group_unknown")),
        ({"naam": " "}, ("naam", "title_missing")),
        ({"periode": "31-02-2027"}, ("periode", "day_impossible")),
        ({"periode": "binnenkort"}, ("periode", "period_unread")),
        (
            {"periode_tekst": "ooit", "periode_van": "2028-01-01", "periode_tot": "2027-01-01"},
            ("periode", "period_reversed"),
        ),
        ({"periode_tekst": "ooit", "periode_van": "morgen", "periode_tot": ""}, ("periode_van", "not_a_day")),
        ({"buurtcode": "BU99999999"}, ("gebiedscodes", "area_unknown")),
        ({"x": "583500", "y": "232500"}, ("plek", "coordinates_swapped")),
        ({"lat": "5.38", "lon": "52.15"}, ("plek", "coordinates_swapped")),
        ({"x": "hier", "y": "583500"}, ("x", "not_a_coordinate")),
        ({"wkt": "VIERKANT (1 2)"}, ("plek", "shape_unread")),
        ({"wkt": BOW_TIE}, ("plek", "shape_invalid")),
        ({"aantal": "veel"}, ("aantal", "not_a_whole_number")),
        ({"bevestigd_op": "gisteren"}, ("bevestigd_op", "not_a_day")),
        ({"kader": "soms"}, ("kader", "not_yes_or_no")),
        ({"soort": "langs de deuren", "x": "232500", "y": "583500"}, ("plek", "household_point")),
    ],
)
def test_each_fault_is_told_by_field_and_code(cell, problem):
    intake = _read(GOOD | cell)
    assert intake.accepted == ()
    assert [(one.field, one.code) for one in intake.parked[0].problems] == [problem]


def test_all_faults_of_a_row_at_once_and_the_row_is_kept_whole():
    row = {"naam": "", "thema": "vliegen", "status": "plan", "hobby": "vissen"}
    [parked] = _read(row).parked
    assert [one.code for one in parked.problems] == ["theme_unknown", "title_missing"]
    assert parked.told == row
    assert (parked.file, parked.row) == ("lijst.csv", 1)


def test_rows_are_numbered_as_in_the_list():
    intake = _read(
        GOOD, GOOD | {"naam": "B", "thema": "x"}, GOOD | {"naam": "C"}, GOOD | {"naam": "D", "status": "x"}
    )
    assert [row.row for row in intake.parked] == [2, 4]
    assert [one.row for row in intake.parked for one in row.problems] == [2, 4]
    assert intake.rows == 4


def test_statuses_as_others_say_them():
    told = {"gepland": "plan", "LOOPT": "in uitvoering of loopt", "gefinancierd": "geld geregeld"}
    for words, status in told.items():
        [found] = _read(GOOD | {"status": words}).accepted
        assert (found.status, found.postponed) == (status, False)


def test_an_unknown_wish_for_postponement_needs_a_status_that_exists():
    [found] = _read(GOOD | {"uitgesteld": "ja"}).accepted
    assert (found.status, found.postponed) == ("plan", True)


def test_rows_start_as_concept_unless_as_stated():
    row = GOOD | {"zichtbaarheid": "Iedereen"}
    [concept], [stated] = _read(row).accepted, _read(row, terms=_terms(as_stated=True)).accepted
    assert (concept.visibility, stated.visibility) == ("concept", "openbaar")
    [silent] = _read(GOOD, terms=_terms(as_stated=True)).accepted
    assert silent.visibility == "concept"


def test_a_code_and_its_sentence_say_the_same():
    for code, sentence in VOCABULARY.visibilities.items():
        for words in (code, sentence, sentence.upper()):
            [found] = _read(GOOD | {"zichtbaarheid": words}, terms=_terms(as_stated=True)).accepted
            assert found.visibility == code


def test_who_hands_it_in_is_the_party_unless_the_list_names_one():
    [silent] = _read(GOOD).accepted
    [named] = _read(GOOD | {"organisatie": "GGD"}).accepted
    [nobody] = _read(GOOD | {"organisatie": ""}).accepted
    assert [one.organisation for one in (silent, named, nobody)] == ["gemeente", "GGD", None]
    assert [one.partners for one in (silent, named, nobody)] == [("gemeente",), ("GGD",), ()]
    assert {one.owner for one in (silent, named, nobody)} == {"gemeente"}


def test_a_row_without_a_number_gets_the_same_one_each_time():
    ids = {_read(GOOD).accepted[0].id for _ in range(3)}
    assert len(ids) == 1
    other = _read(GOOD, terms=_terms(owner="GGD")).accepted[0].id
    assert other not in ids


def test_a_number_twice_is_told_once_the_first_stands():
    intake = _read(
        GOOD | {"koppelkaart-nummer": "7"},
        GOOD | {"koppelkaart-nummer": "7", "naam": "Ander"},
        GOOD | {"koppelkaart-nummer": "8"},
    )
    assert [one.id for one in intake.accepted] == ["7", "8"]
    assert [(row.row, row.problems[0].code) for row in intake.parked] == [(2, "id_twice")]


def test_a_partners_own_number_twice_is_told_at_that_number():
    [parked] = _read(GOOD | {"nummer": "7"}, GOOD | {"nummer": "7", "naam": "Ander"}).parked
    assert [(one.field, one.code, one.told) for one in parked.problems] == [("kenmerk", "id_twice", "7")]


def test_a_number_of_another_layer_of_the_file_is_twice_too():
    [parked] = _read(GOOD | {"koppelkaart-nummer": "7"}, taken=["7"]).parked
    assert parked.problems[0].code == "id_twice"


def test_what_is_refused_as_a_whole_is_a_problem():
    [parked] = _read(GOOD, terms=_terms(refuse=lambda _: "not_yours")).parked
    assert [(one.code, one.told) for one in parked.problems] == [("not_yours", GOOD["naam"])]


def test_rows_of_our_own_files_that_are_no_activities_are_not_rows():
    rows = [GOOD | {"laag": "activiteit"}, {"naam": "Selwerd", "thema": "", "laag": "buurt"}]
    intake = _read(*rows)
    assert (len(intake.accepted), intake.rows) == (1, 1)


def test_days_beside_words_that_only_a_person_understands():
    row = {"periode_tekst": "zodra het kan", "periode_van": "2027-05-01", "periode_tot": ""}
    [found] = _read(GOOD | row).accepted
    assert (found.period.text, found.period.start_earliest, found.period.end_latest) == (
        "zodra het kan",
        DAY.replace(month=5, day=1),
        None,
    )
    [none] = _read(GOOD | {"periode_tekst": ""}).accepted
    assert none.period == Period("")


@pytest.mark.parametrize("crs", [RD, WGS84])
def test_shapes_of_a_file_come_along_in_rd(crs):
    point = gpd.GeoSeries([shapely.Point(232_500, 583_500)], crs=RD).to_crs(crs)
    frame = gpd.GeoDataFrame([GOOD], geometry=point)
    [found] = _read(frame).accepted
    assert found.geometry.distance(shapely.Point(232_500, 583_500)) < 0.01
    assert found.accuracy == "schatting"  # a place of which nobody said how sure it is


def test_a_shape_that_the_reader_lost_parks_its_row():
    frame = gpd.GeoDataFrame([GOOD, GOOD | {"naam": "B"}], geometry=[None, None], crs=RD)
    intake = _read(frame, broken=(1,))
    assert [one.problems[0].code for one in intake.parked] == ["shape_unread"]
    assert len(intake.accepted) == 1


def test_a_parked_row_keeps_its_shape():
    frame = gpd.GeoDataFrame([GOOD | {"thema": "x"}], geometry=[shapely.Point(232_500, 583_500)], crs=RD)
    [parked] = _read(frame).parked
    assert parked.told["geometrie_rd"] == "POINT (232500 583500)"


@pytest.mark.parametrize("columns", [["naam"], ["thema"], ["adres", "stad"], ["naam", "deel", "vraag"]])
def test_a_list_without_names_or_themes_is_no_list(columns):
    frame = pd.DataFrame({name: ["x"] for name in columns})
    assert not holds_activities(frame, terms=_terms())
    with pytest.raises(TableError) as error:
        _read(frame)
    assert error.value.code == "no_activities"


def test_nothing_in_the_list_is_nothing_lost():
    assert _read(pd.DataFrame(columns=["naam", "thema"])).rows == 0


_NAMES = [
    *EXCHANGE_NAMES.values(),
    *(head for heads in VOCABULARY.headings.values() for head in heads),
    "hobby",
]
_SOME = [
    "groen",
    "plan",
    "ja",
    "2028",
    "BU00141000",
    "warmtenet",
    "12",
    "232500",
    "583500",
    "openbaar",
    "",
    "POINT (232500 583500)",
    "POINT (nan 1)",
    "GEOMETRYCOLLECTION (POINT (232500 583500))",
    "[1, 2]",
    "nan",
    "1e999",
]
_CELLS = st.one_of(st.none(), st.sampled_from(_SOME), st.text(max_size=12), st.floats(), st.booleans())
_LISTS = st.lists(st.sampled_from(_NAMES), min_size=1, max_size=8, unique=True).flatmap(
    lambda names: st.lists(
        st.fixed_dictionaries(dict.fromkeys(["naam", "thema", "status", *names], _CELLS)), max_size=6
    )
)


@given(rows=_LISTS, broken=st.sets(st.integers(0, 5)), as_stated=st.booleans())
def test_accepted_and_parked_are_always_all_rows(rows, broken, as_stated):
    frame = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["naam", "thema"], dtype=object)
    intake = read_rows(frame, file="x", terms=_terms(as_stated=as_stated), broken=broken)
    assert intake.rows == len(rows)
    assert len({one.id for one in intake.accepted}) == len(intake.accepted)
    for parked in intake.parked:
        assert parked.problems
        assert {problem.code for problem in parked.problems} <= set(PROBLEMS)


def test_one_row_and_many_are_read_alike():
    rows = [
        GOOD | {"naam": "A", "periode": "najaar 2027, omgeving Eikenlaan", "geld": "5.5000 euro"},
        GOOD | {"naam": "B", "thema": "vliegen", "aantal": "veel", "x": "232500", "y": "583500"},
        GOOD | {"naam": "C", "soort": "langs de deuren", "periode": "31-02-2027", "geld": "€ 5 toegezegd"},
    ]
    many = _read(*rows, *rows).verdicts
    for place, verdict in enumerate(many[:3]):
        alone = read_row(verdict.told, None, verdict.number, _terms())
        assert replace(alone, sum=verdict.sum) == verdict
        assert many[place + 3].activity == verdict.activity
        assert [one.row for one in many[place + 3].remarks] == [place + 4] * len(verdict.remarks)


def test_the_sum_of_a_row_stays_what_it_was():
    """Sums stand in the registers that people have: another spelling of them would make every row new."""
    frame = pd.DataFrame(
        {"naam": ["Riool é"], "korting 5%": ['50 % "s"'], "thema": ["wonen"], "status": [""]}
    )
    [verdict] = _read(frame).verdicts
    said = [
        [["korting 5%", '50 % "s"'], ["naam", "Riool é"], ["status", ""], ["thema", "wonen"]],
        [],
        False,
    ]
    told = json.dumps(said, ensure_ascii=False)
    assert verdict.sum == hashlib.sha256(told.encode()).hexdigest()[:16]
