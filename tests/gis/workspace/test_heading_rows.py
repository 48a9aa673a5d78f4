"""The row of the headings as a person says, and as it is remembered for the next version of a list."""

import pytest

from gis.errors import SourceError, TableError
from gis.workspace.imports import Import, check_list, import_activities
from gis.workspace.registers import OWN, open_register
from tests.homes import AT
from tests.workbooks import Sheet, save

HERE = "deze werkplek"
# The computer takes the first row of words for the heading: it is as full as the real one.
TITLES = "Corporatie A;Noordwest;maart\nlaatst gewijzigd;door;planning\n"
LIST = TITLES + "naam;thema;status\nBoom;groen;plan\nBank;groen;plan\n"


@pytest.fixture
def own(home):
    return open_register(home, OWN)


def _write(tmp_path, name="plannen_2027.csv", told=LIST):
    path = tmp_path / name
    path.write_text(told, encoding="utf-8")
    return path


def _check(home, register, path, organisation=HERE, **options):
    return check_list(home, register, path, how=Import(organisation, AT, **options))


def _save(home, register, path, **options):
    return import_activities(home, register, path, how=Import(HERE, AT, **options))


def _row(checked):
    return [head.row for head in checked.heads]


def test_the_row_that_a_person_says_is_taken(home, own, tmp_path):
    found = _check(home, own, _write(tmp_path), heading_rows={"": 3})
    assert (len(found.accepted), found.rows, _row(found)) == (2, 2, [3])
    assert [row.verdict.number for row in found.told] == [4, 5]


def test_it_is_remembered_for_the_next_version_of_the_list_and_for_nobody_else(home, own, tmp_path):
    own.store.add_organisation("GGD")
    _save(home, own, _write(tmp_path), heading_rows={"plannen_2027": 3})
    later = _write(tmp_path, "plannen 2028.csv")
    assert _row(_check(home, own, later)) == [3]
    for path, organisation in ((later, "GGD"), (_write(tmp_path, "anders.csv"), HERE)):
        with pytest.raises(TableError) as error:
            _check(home, own, path, organisation)
        assert error.value.code == "no_activities"


def test_what_was_remembered_gives_way_when_the_rows_have_moved(home, own, tmp_path):
    _save(home, own, _write(tmp_path), heading_rows={"": 3})
    without = _write(tmp_path, "plannen_2029.csv", LIST.removeprefix(TITLES))
    assert _row(_check(home, own, without)) == [1]
    short = _write(tmp_path, "plannen_2030.csv", "naam;thema\nBoom;groen\n")
    assert _row(_check(home, own, short)) == [1]
    assert _row(_check(home, own, _write(tmp_path), heading_rows={"": 3})) == [3]


def test_each_sheet_has_its_own_row(home, own, tmp_path):
    told = [["Corporatie A", "Noordwest"], ["naam", "thema"], ["Boom", "groen"]]
    path = save(
        tmp_path / "plannen.xlsx",
        Sheet("Straat", ["naam", "thema"], [["Bank", "groen"]]),
        Sheet("Mensen", ["Overzicht", "van maart"], told),
    )
    found = _save(home, own, path, heading_rows={"Mensen": 3})
    assert [(head.layer, head.row) for head in found.heads] == [("Straat", 1), ("Mensen", 3)]
    assert [row.activity.title for row in found.told] == ["Bank", "Boom"]
    assert _row(_check(home, own, path)) == [1, 3]


@pytest.mark.parametrize(
    ("rows", "code"),
    [({"": 9}, "heading_row_empty"), ({"Blad": 3}, "layer_unknown")],
)
def test_a_row_or_a_sheet_that_is_not_there_is_said(home, own, tmp_path, rows, code):
    with pytest.raises(SourceError) as error:
        _check(home, own, _write(tmp_path), heading_rows=rows)
    assert error.value.code == code


def test_a_form_without_rows_for_headings_is_said(home, own, tmp_path):
    told = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"naam":"A","thema":"groen"},'
    )
    path = _write(tmp_path, "x.geojson", told + '"geometry":null}]}')
    with pytest.raises(SourceError) as error:
        _check(home, own, path, heading_rows={"": 2})
    assert error.value.code == "no_heading_rows"
