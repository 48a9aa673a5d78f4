from gis.workspace import address_tables
from tests.layers.pages.screens import choose, control, labels, press, words

LIST = "naam;thema;status;plek\nBankjes;groen;plan;omgeving Voorbeeldweg\n"
STREETS = "straat;x;y\nVoorbeeldweg;232700;583600\nZonder plek;;\n"


def _bring(visit):
    screen = visit("register", werkruimte="eigen")
    choose(screen, "Wat wilt u doen?", "Lijst inlezen")
    choose(screen, "Uw lijst", ("plannen.csv", LIST.encode(), "text/csv"))
    return screen


def test_a_street_list_is_kept_and_used_and_taken_away(home, visit):
    screen = _bring(visit)
    assert "bij 1 rij is uw hulp nodig" in words(screen).replace("\\", "")
    choose(screen, "Straatlijst toevoegen", ("straten.csv", STREETS.encode(), "text/csv"))
    press(screen, "Bewaar deze straatlijst")
    assert "Bewaard: straten, 1 rij." in words(screen).replace("\\", "")
    assert [path.stem for path in address_tables.table_paths(home)] == ["straten"]
    assert "bij 0 rijen is uw hulp nodig" in words(screen).replace("\\", "")
    assert "uw straatlijsten" in " ".join(labels(screen, "expander"))
    press(screen, "Haal weg: straten")
    assert address_tables.table_paths(home) == []
    assert "bij 1 rij is uw hulp nodig" in words(screen).replace("\\", "")


def test_pdok_is_off_until_it_is_switched_on(visit):
    screen = _bring(visit)
    toggle = control(screen, "Zoek adressen bij PDOK. Alleen de woorden van de plek gaan mee, verder niets.")
    assert toggle.value is False
    assert "PDOK" not in next(one for one in labels(screen, "expander") if one.startswith("Waar zoeken"))
