import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.register.phases import phase_of, share_phases


@pytest.mark.parametrize(
    ("title", "fase", "base", "words"),
    [
        ("Warmtenet, deel 1", "", "Warmtenet", "deel 1"),
        ("Warmtenet deel 12", "", "Warmtenet", "deel 12"),
        ("Warmtenet (fase 2b)", "", "Warmtenet", "fase 2b"),
        ("Warmtenet – FASE III", "", "Warmtenet", "FASE III"),
        ("Warmtenet: 2e fase", "", "Warmtenet", "2e fase"),
        ("Derde golf Warmtenet", "", "Warmtenet", "Derde golf"),
        ("Fase 1: Warmtenet", "", "Warmtenet", "Fase 1"),
        ("Fase 1 Warmtenet", "", "Warmtenet", "Fase 1"),
        ("(Golf 2) Langs de deuren", "", "Langs de deuren", "Golf 2"),
        ("Gesprekken (120 adressen; golf 1)", "", "Gesprekken (120 adressen)", "golf 1"),
        ("Warmtenet", "1", "Warmtenet", "fase 1"),
        ("Warmtenet", "golf 1", "Warmtenet", "golf 1"),
        ("Warmtenet, deel 1", "zuid", "Warmtenet", "zuid"),
        ("Warmtenet", "", "Warmtenet", ""),
        ("Fase 2", "", "Fase 2", ""),
        ("Golfbaan 2", "", "Golfbaan 2", ""),
        ("Onderdeel 3", "", "Onderdeel 3", ""),
        ("Deel a van de wijk", "", "Deel a van de wijk", ""),
        ("Voordeel 2", "", "Voordeel 2", ""),
        ("", "", "", ""),
    ],
)
def test_the_phase_in_a_name_or_beside_it(title, fase, base, words):
    assert phase_of(title, fase) == (base, words)


def test_a_name_that_never_ends_is_looked_at_no_longer():
    assert phase_of("x" + " " * 100_000 + "deel 1")[1] == ""


def test_the_phases_of_one_activity_share_an_id():
    rows = [
        ("Langs de deuren, golf 1", ""),
        ("langs  de deuren (golf 2)", ""),
        ("Langs de deuren", "3"),
        ("Plein", ""),
    ]
    first, second, third, none = share_phases(rows, owner="wijkteam")
    assert first == second == third
    assert none is None
    assert share_phases(rows[:1], owner="wijkteam") == [first]  # a later list joins in
    assert share_phases(rows[:1], owner="GGD") != [first]


@given(title=st.text(), fase=st.text())
def test_any_words_give_a_name(title, fase):
    base, _ = phase_of(title, fase)
    assert bool(base) == bool(title.strip())
