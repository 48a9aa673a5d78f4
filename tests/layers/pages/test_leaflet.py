"""Duiding on the panel of a buurt, and its buurtblad on Kaart and Delen."""

from gis.workspace.registers import open_register
from tests.layers.pages.screens import choose, control, labels, press, words
from tests.layers.paper.reading import html_words, pdf_pages

SELWERD = "BU00141000"
WHAT, ROLE = "Wat zit erachter? (geen namen van personen)", "In welke rol? (geen naam)"
PDF = "Buurtblad (PDF, A4)"


def test_duiding_is_kept_shown_and_taken_back(visit, home, offered):
    screen = visit(gekozen=SELWERD)
    assert "Duiding: wat zit er achter dit cijfer? (3)" in labels(screen, "expander")
    control(screen, WHAT).set_value("Veel korte contracten.")
    control(screen, ROLE).set_value("wijkregisseur")
    screen = press(screen, "Bewaar de duiding")
    *seeded, kept = open_register(home, "voorbeeld").store.explanations()
    assert (kept.area, kept.words, kept.role, kept.public) == (
        SELWERD,
        "Veel korte contracten.",
        "wijkregisseur",
        False,
    )
    assert "Veel korte contracten" in words(screen)
    assert "Veel korte contracten." in " ".join(pdf_pages(offered[PDF]()))
    screen = press(screen, r"Neem terug: Veel korte contracten\.")
    assert open_register(home, "voorbeeld").store.explanations() == seeded


def test_personal_data_is_refused_in_one_sentence(visit, home):
    before = open_register(home, "voorbeeld").store.explanations()
    screen = visit(gekozen=SELWERD)
    control(screen, WHAT).set_value("Bel jan@voorbeeld.nl")
    control(screen, ROLE).set_value("wijkregisseur")
    screen = press(screen, "Bewaar de duiding")
    assert len(screen.error) == 1
    assert open_register(home, "voorbeeld").store.explanations() == before


def test_delen_makes_the_buurtblad_of_a_chosen_buurt(visit, offered):
    screen = visit("export")
    assert PDF not in offered
    choose(screen, "Voor wie is het?", "public")
    choose(screen, "Welke buurt?", SELWERD)
    (page,) = pdf_pages(offered[PDF]())
    assert "Selwerd" in page
    assert "voor iedereen" in page
    assert html_words(offered["HTML"]().decode()).startswith("Verzonnen voorbeeld")
