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


def test_what_does_not_join_is_listed(visit):
    tables = [one.value for one in visit("about").dataframe]
    assert any(len(table) == 47 for table in tables)
    gaps = next(table for table in tables if "Reden" in table.columns)
    assert list(gaps.columns) == ["Code", "Gebied", "Jaar", "Cijfer", "Reden"]


def test_a_table_without_rows_says_so_in_dutch(example, visit):
    assert cache.open_place(example, "GM0014", jaar=2024).unmatched.empty
    screen = visit("about")
    assert not any(one.value.empty for one in screen.dataframe)
    assert "Geen." in words(screen)


def test_what_was_done_to_a_source_is_told_in_dutch(visit):
    told = next(one.value for one in visit("about").dataframe if "Hoe" in one.value.columns)
    assert told["Hoe"].str.len().min() > 0
    assert not told["Hoe"].str.contains(r"\b(?:the|with|not|and)\b").any()
