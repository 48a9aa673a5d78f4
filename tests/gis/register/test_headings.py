import pandas as pd
import pytest

from gis.register.headings import FIELDS, is_list, match_columns
from layers.words.lists import FIELD_WORDS
from tests.homes import DAY, VOCABULARY


def _match(frame, **options):
    columns = match_columns(frame, vocabulary=VOCABULARY, reference=DAY, **options)
    return {column.heading: (column.field, column.why) for column in columns}


@pytest.mark.parametrize(
    ("field", "heading"), [(name, head) for name, heads in VOCABULARY.headings.items() for head in heads]
)
def test_every_heading_of_the_data_file_is_one_of_our_fields(field, heading):
    assert field in FIELDS
    assert _match(pd.DataFrame({f" {heading.upper()}: ": ["x"]})) == {
        f" {heading.upper()}: ": (field, "heading")
    }


def test_no_heading_stands_for_two_fields():
    heads = [head for names in VOCABULARY.headings.values() for head in names]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize(("field", "words"), FIELD_WORDS.items())
def test_what_the_screen_calls_a_field_is_understood_as_a_heading(field, words):
    assert _match(pd.DataFrame({words: ["x"]}))[words] == (field, "heading")


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("thema", ["Groen", "wonen", "energie"]),
        ("status", ["plan", "loopt", "misschien"]),
        ("soort", ["warmtenet", "renovatie"]),
        ("gebiedscodes", ["BU00141000", "WK001410"]),
        ("postcode", ["9741 AB", "9742CD"]),
        ("geld", ["€ 5.000", "€ 2,5 mln"]),
        ("periode_tekst", ["najaar 2027", "Q3 2028", "nog te bezien"]),
        ("x", ["232500", "232600,5"]),
        ("y", ["583500", "583600"]),
        ("", ["hallo", "wereld"]),
        ("", ["groen"]),
    ],
)
def test_a_column_without_a_known_heading_is_told_by_what_stands_in_it(field, cells):
    assert _match(pd.DataFrame({"kolom": cells}))["kolom"] == (field, "examples" if field else "nothing")


def test_what_a_person_said_goes_first_and_a_field_is_given_once():
    frame = pd.DataFrame({"Titel": ["a"], "Omschrijving": ["b"], "Budget": ["1"], "Kosten": ["2"]})
    assert _match(frame) == {
        "Titel": ("naam", "heading"),
        "Omschrijving": ("", "nothing"),
        "Budget": ("geld", "heading"),
        "Kosten": ("geld", "heading"),
    }
    told = _match(frame, remembered={"omschrijving": "naam", "titel": "toelichting", "kosten": ""})
    assert [field for field, _ in told.values()] == ["toelichting", "naam", "geld", ""]


def test_columns_about_persons_are_left_behind():
    frame = pd.DataFrame({"naam": ["x"], "Contactpersoon": ["y"], "E-mail": ["z"], "Tel. mobiel": ["0"]})
    assert [why for _, why in _match(frame).values()] == ["heading", "personal", "personal", "personal"]


def test_an_id_is_the_partners_own_number_unless_the_file_is_ours():
    assert _match(pd.DataFrame({"id": ["1"]}))["id"][0] == "kenmerk"
    assert _match(pd.DataFrame({"id": ["1"], "themagroep": ["W"], "weergave": ["plan"]}))["id"][0] == "id"


def test_a_name_alone_is_no_list():
    def listed(*headings):
        frame = pd.DataFrame({heading: ["x"] for heading in headings})
        return is_list(match_columns(frame, vocabulary=VOCABULARY, reference=DAY))

    assert listed("project", "wanneer")
    assert not listed("naam", "telefoon")
    assert not listed("thema", "status")
