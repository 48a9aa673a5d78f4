import itertools

import pytest

from gis.errors import SourceError
from gis.vocabulary import load_vocabulary
from tests.homes import ROOT, VOCABULARY

FILE = ROOT / "data" / "vocabulary.toml"


def test_the_counts_of_the_lists():
    counts = {
        name: len(getattr(VOCABULARY, name))
        for name in ("groups", "themes", "kinds", "statuses", "accuracies")
    }
    assert counts == {"groups": 9, "themes": 19, "kinds": 26, "statuses": 7, "accuracies": 9}
    assert list(VOCABULARY.visibilities) == ["concept", "partners", "openbaar"]


def test_the_lists_point_at_each_other():
    assert {theme.group for theme in VOCABULARY.themes.values()} == set(VOCABULARY.groups)
    assert set(VOCABULARY.status_synonyms.values()) <= set(VOCABULARY.statuses)
    told = {theme for themes in VOCABULARY.dimension_themes.values() for theme in themes}
    assert told | VOCABULARY.street_themes <= set(VOCABULARY.themes)
    assert set(VOCABULARY.dimension_themes) == set(VOCABULARY.dimensions)


def test_kinds_at_peoples_homes_are_known_and_reach_nobody_else():
    home = {name for name, kind in VOCABULARY.kinds.items() if kind.household}
    assert home == {"langs de deuren", "gesprekken wijkteam"}
    assert all(VOCABULARY.kinds[name].reach_m is None for name in home)
    assert (VOCABULARY.kinds["spreekuur"].reach_m, VOCABULARY.kinds["30 km-zone"].widen_line_m) == (500, 10)


def test_strength_is_symmetric_and_within_bounds():
    for one, other in itertools.product(VOCABULARY.themes, repeat=2):
        value = VOCABULARY.strength(one, "a", other, "b")
        assert value == VOCABULARY.strength(other, "b", one, "a")
        assert -3 <= value <= 3


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        (("energie", "warmtenet"), ("water en riool", "rioolvervanging"), 3),
        (("energie", "warmtenet"), ("energie", "warmtenet"), 0),
        (("energie", "warmtenet"), ("energie", "onbekend"), 0),
        (("groen", "vergroening"), ("groen", "voortuinactie"), 0),
        (("energie", "warmtenet"), ("groen", "vergroening"), 2),
        (("regie en samenwerking", "x"), ("energie", "y"), 0),
        (("wonen", "renovatie"), ("zorg en gezondheid", "spreekuur"), 1),
    ],
)
def test_strength_of_some_pairs(one, other, value):
    assert VOCABULARY.strength(*one, *other) == value


def test_what_the_partners_give_goes_before_every_rule_and_is_symmetric():
    given = {("groen", "energie"): -2, ("energie", "energie"): -1, ("regie en samenwerking", "wonen"): 3}
    ours = VOCABULARY.with_strengths(given)
    for (one, other), value in given.items():
        assert ours.strength(one, "warmtenet", other, "rioolvervanging") == value
        assert ours.strength(other, "rioolvervanging", one, "warmtenet") == value
    others = itertools.combinations(VOCABULARY.themes, 2)
    assert all(
        ours.strength(one, "x", other, "y") == VOCABULARY.strength(one, "x", other, "y")
        for one, other in others
        if not {(one, other), (other, one)} & set(given)
    )
    assert ours.with_strengths({}) == VOCABULARY  # the last that was given holds, and nothing else


@pytest.mark.parametrize(
    "change",
    [
        ("[groups]", "[groepen]"),
        ('group = "W"', "groep = 1"),
        ("widen_m = 5", 'widen_m = "breed"'),
        ("[themes]", "[themes"),
        ("[interaction]", "[interactie]"),
    ],
)
def test_a_broken_file_is_said(tmp_path, change):
    path = tmp_path / "vocabulary.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        load_vocabulary(path)
    assert error.value.code == "vocabulary_broken"


def test_no_file_is_said(tmp_path):
    with pytest.raises(SourceError) as error:
        load_vocabulary(tmp_path / "vocabulary.toml")
    assert error.value.code == "file_missing"
