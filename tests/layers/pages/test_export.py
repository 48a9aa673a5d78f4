"""Delen: only what the audience may see is in the bytes."""

import json

import pytest

from tests.layers.pages.screens import choose, control, words
from tests.layers.paper.reading import html_words, pdf_pages

HIDDEN, PARTNERS = "Groot onderhoud", "Riool vervangen"
PLAN = "Maak de wijkplattegrond (PDF, A3)"
FORMS = ("Download .geojson", "Download .gpkg", "Download .html")


@pytest.mark.parametrize(
    ("viewer", "audience", "concept", "partners"),
    [
        ("Corporatie A", "public", False, False),
        ("Corporatie A", "partners", False, True),
        ("Corporatie A", "own", True, True),
        ("Corporatie B", "own", False, True),
        ("deze werkplek", "public", False, False),
    ],
)
def test_bytes_hold_what_the_audience_may_see(visit, offered, viewer, audience, concept, partners):  # noqa: PLR0917 - a row of the table
    screen = visit("export")
    choose(screen, "U kijkt als …", viewer)
    choose(screen, "Voor wie is het?", audience)
    for form in FORMS:
        told = offered[form]().decode("utf-8", "replace")
        assert (HIDDEN in told) is concept, form
        assert (PARTNERS in told) is partners, form
        assert "Voortuinen groener" in told
    for told in (" ".join(pdf_pages(offered[PLAN]())), html_words(offered["HTML, A4"]().decode())):
        assert (HIDDEN in told) is concept
        assert (PARTNERS in told) is partners
        assert "Voortuinen groener" in told


def test_the_first_card_makes_the_plan_of_a_chosen_wijk(visit, offered):
    screen = visit("export")
    assert next(iter(offered)) == PLAN
    assert "waar de activiteiten zijn" in control(screen, "Welk gebied?").options
    choose(screen, "Welk gebied?", "Noordwest")
    (page,) = pdf_pages(offered["PDF, A4"]())
    assert "Noordwest" in page
    choose(screen, "Welk gebied?", "Centrum")
    assert "buiten dit gebied" in " ".join(pdf_pages(offered[PLAN]()))


def test_resident_takes_along_what_is_for_everybody(visit):
    screen = visit("export")
    choose(screen, "U kijkt als …", "bewoner")
    assert control(screen, "Voor wie is het?").options == ["Iedereen"]


def test_choice_of_layers_and_the_made_up_mark(visit, offered):
    screen = visit("export")
    assert "De bestandsnaam begint met voorbeeld_fictief_" in words(screen).replace("\\", "")
    choose(screen, "Wat gaat er mee?", ["activities"])
    told = json.loads(offered["Download .geojson"]())
    assert {one["properties"]["laag"] for one in told["features"]} == {"activiteit"}
    assert all(one["properties"]["fictief"] for one in told["features"])
    choose(screen, "Wat gaat er mee?", [])
    assert "Kies eerst wat er meegaat." in words(screen)


def test_publication_is_not_made_up(visit, offered):
    screen = visit("export", werkruimte="publicatie")
    assert "verzonnen" not in words(screen).casefold()
    told = json.loads(offered["Download .geojson"]())
    assert not any(one["properties"].get("fictief") for one in told["features"])
