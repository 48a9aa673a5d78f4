import pytest

from gis.sources.place_words import Address, read_address, read_place_text, street_keys

TOLD = {
    "Eikenlaan": {"street": "Eikenlaan"},
    "hele Eikenlaan": {"street": "Eikenlaan"},
    "omgeving Eikenlaan": {"street": "Eikenlaan", "near": True},
    "in de omgeving van Eikenlaan": {"street": "Eikenlaan", "near": True},
    "t.h.v. Eikenlaan 3a": {"street": "Eikenlaan", "number": 3, "addition": "a", "near": True},
    "Eikenlaan e.o.": {"street": "Eikenlaan", "near": True},
    "Eikenlaan (achter de school)": {"street": "Eikenlaan", "near": True},
    "Eikenlaan 12-18": {"street": "Eikenlaan", "number": 12, "last": 18},
    "Eikenlaan 12 t/m 18": {"street": "Eikenlaan", "number": 12, "last": 18},
    "Eikenlaan 12, 14 en 16": {"street": "Eikenlaan", "number": 12, "last": 16},
    "Eikenlaan 12/14": {"street": "Eikenlaan", "number": 12, "last": 14},
    "Eikenlaan 12-2": {"street": "Eikenlaan", "number": 12, "addition": "2"},
    "Eikenlaan nr. 12": {"street": "Eikenlaan", "number": 12},
    "1e Hunzestraat 12": {"street": "1e Hunzestraat", "number": 12},
    "Eikenlaan 12, 9741 AB Groningen": {
        "street": "Eikenlaan",
        "number": 12,
        "postcode": "9741AB",
        "town": "Groningen",
    },
    "Eikenlaan 1200 en de school": {"street": "Eikenlaan", "number": 1200, "town": "en de school"},
    "9741 AB": {"postcode": "9741AB"},
    "9741": {"postcode": "9741"},
    "hoek Eikenlaan/Beukenlaan": {"street": "Eikenlaan", "cross": "Beukenlaan", "near": True},
    "Eikenlaan hoek Beukenlaan": {"street": "Eikenlaan", "cross": "Beukenlaan", "near": True},
    "tussen Eikenlaan en Beukenlaan": {"street": "Eikenlaan", "cross": "Beukenlaan", "near": True},
    "Eikenlaan tussen Beukenlaan en Iepenlaan": {"street": "Eikenlaan", "near": True},
    "najaar 2027, omgeving Eikenlaan": {"street": "Eikenlaan", "near": True},
    ", ;": {},
}


@pytest.mark.parametrize("text", TOLD)
def test_words_are_taken_apart(text):
    assert read_place_text(text)._replace(whole="") == Address(**TOLD[text])


def test_columns_go_before_free_words():
    told = {"straat": "Eikenln.", "huisnummer": "12 A", "postcode": "9741 ab", "plaats": "Groningen"}
    found = read_address({**told, "plek_tekst": "bij de kerk"})
    assert (found.street, found.number, found.addition) == ("Eikenln.", 12, "a")
    assert (found.postcode, found.town) == ("9741AB", "Groningen")
    assert found.words == "Eikenln. 12 A, 9741 ab, Groningen"


def test_a_street_with_a_number_in_its_name_keeps_it():
    assert read_address({"straat": "Plein 1992"}).whole == "Plein 1992"
    found = read_address({"straat": "Plein 1992", "huisnummer": "3"})
    assert (found.whole, found.number) == ("Plein 1992", 3)


@pytest.mark.parametrize(
    ("told", "unread"),
    [
        ({"straat": "Eikenlaan", "huisnummer": "hoekhuis"}, "hoekhuis"),
        ({"straat": "Eikenlaan", "postcode": "974"}, "974"),
        ({"huisnummer": "12"}, "12"),
        ({"postcode": "9741", "huisnummer": "12"}, "12"),
    ],
)
def test_what_is_no_number_or_postcode_is_said(told, unread):
    assert read_address(told).unread == unread


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"plaats": "Groningen"},
        {"plek_tekst": "nog niet bekend"},
        {"plek_tekst": "-"},
        {"straat": "n.v.t."},
    ],
)
def test_a_row_may_tell_no_place(told):
    assert read_address(told) is None


def test_streets_are_compared_written_out():
    assert street_keys("Burg. Eikenstr.") == street_keys("burgemeester eikenstraat")
    assert street_keys("Beukenlaan") != street_keys("Eikenlaan")
