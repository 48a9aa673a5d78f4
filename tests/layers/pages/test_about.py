"""Over: where figures come from, what does not join, what words mean."""

from gis.workspace import cache
from tests.layers.pages.screens import words


def test_sources_counts_and_words(example, visit):
    screen = visit("about")
    place = cache.open_place(example, "GM0014", jaar=2024)
    shown = screen.dataframe[0].value
    assert list(shown["Van wie"]) == [origin.publisher for origin in place.origins]
    assert list(shown["Licentie"]) == [origin.licence for origin in place.origins]
    told = words(screen)
    assert "151 buurten in Groningen, 112 zonder grens" in told
    assert "47 buurten zonder score (geen score, geen 0)" in told
    assert f"{len(place.missing)} cijfers die niet gepubliceerd zijn" in told
    assert "**Koppelkans**" in told


def test_what_does_not_join_is_listed(example, visit):
    screen = visit("about")
    place = cache.open_place(example, "GM0014", jaar=2024)
    tables = [one.value for one in screen.dataframe]
    assert any(len(table) == len(place.unmatched) and "side" in table.columns for table in tables)
    assert any(len(table) == 47 for table in tables)
