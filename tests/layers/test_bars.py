from datetime import date

import geopandas as gpd
import pytest

from gis.crs import RD
from gis.errors import TableError
from gis.periods import parse_period
from gis.tables import ACTIVITIES, conform
from layers.bars import Bar, make_bars, make_moment, make_scale

PEILDATUM = date(2027, 3, 11)
JANUARY_2027 = 12 * 2027
TODAY = JANUARY_2027 + 2 + 10 / 31


def frame(*told: tuple[str, str]) -> gpd.GeoDataFrame:
    """Activities with these periods and looks, in this order."""
    rows = []
    for number, (words, shown_as) in enumerate(told):
        period = parse_period(words, reference=PEILDATUM)
        ends = ("start_earliest", "start_latest", "end_earliest", "end_latest")
        rows.append(
            {
                **dict.fromkeys(ACTIVITIES.columns),
                **{name: getattr(period, name) for name in ends},
                **{name: [] for name in ("other_themes", "partners", "target_groups", "area_codes")},
                "postponed": False,
                "fixed_date": False,
                "framework": False,
                "fictional": True,
                "id": f"A{number}",
                "title": words,
                "period_text": words,
                "shown_as": shown_as,
                "running": period.running,
                "theme_group": "E",
            }
        )
    return conform(gpd.GeoDataFrame(rows, geometry=[None] * len(rows), crs=RD), ACTIVITIES)


def bar(words: str, shown_as: str = "gepland") -> Bar:
    [one] = make_bars(frame((words, shown_as)), reference_day=PEILDATUM)
    return one


def ends(one: Bar) -> tuple[float | None, ...]:
    """The four moments in months since January 2027."""
    months = (one.start_earliest, one.start_latest, one.end_earliest, one.end_latest)
    return tuple(None if month is None else round(month - JANUARY_2027, 1) for month in months)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("2028", (12, 12, 24, 24)),
        ("najaar 2027", (8, 8, 11, 11)),
        ("september 2027 tot medio 2028", (8, 8, 16, 20)),
        ("na 2030", (48, 48, None, None)),
        ("voor 1 juli 2026", (None, None, -6, -6)),
        ("vanaf april 2027", (3, 4, None, None)),
    ],
)
def test_ends_lie_at_the_close_of_their_day(words, months):
    told = ends(bar(words))
    assert [month and pytest.approx(month, abs=0.1) for month in told] == list(months)


def test_what_exists_has_begun_and_has_not_ended_at_the_peildatum():
    offer = bar("doorlopend", "bestaand")
    assert (offer.start_earliest, offer.start_latest) == (None, pytest.approx(TODAY, abs=0.001))
    assert offer.running
    assert offer.known
    course = bar("tot eind 2027", "bestaand")
    assert course.start_latest == pytest.approx(TODAY, abs=0.001)
    assert ends(course)[2:] == (8, 12)
    assert bar("2025 - ?", "bestaand").end_earliest == pytest.approx(TODAY, abs=0.001)
    assert bar("na 2030", "bestaand").end_earliest is None  # it contradicts itself; nothing is made of it


def test_unknown_period_is_words_without_a_bar():
    one = bar("nog niet bekend")
    assert (one.period, one.unsure, one.known) == ("periode onbekend", "", False)
    assert ends(one) == (None, None, None, None)


def test_bars_stand_in_order_of_begin_and_unknown_last():
    told = frame(("nog niet bekend", "idee"), ("2029", "idee"), ("2028", "idee"), ("doorlopend", "bestaand"))
    bars = make_bars(told, reference_day=PEILDATUM)
    assert [one.label for one in bars] == ["doorlopend", "2028", "2029", "nog niet bekend"]
    assert make_bars(told[::-1], reference_day=PEILDATUM) == bars


def years(*words: str) -> tuple[float, float]:
    told = make_bars(frame(*((one, "gepland") for one in words)), reference_day=PEILDATUM)
    scale = make_scale(told, reference_day=PEILDATUM)
    return scale.first / 12, scale.last / 12


def test_scale_holds_bars_and_peildatum_in_whole_years():
    assert years("2028") == (2027, 2029)
    assert years("juni 2026") == (2026, 2028)
    assert years("na 2030") == (2027, 2032)
    assert make_scale([], reference_day=PEILDATUM).last == JANUARY_2027 + 12
    assert years("nog niet bekend") == (2027, 2028)
    assert years("1998-2090") == (2025, 2036)


def test_moment_ends_at_the_close_of_its_day():
    assert make_moment(None, None) == (None, None)
    assert make_moment(date(2027, 1, 1), date(2027, 1, 1)) == (
        JANUARY_2027,
        pytest.approx(JANUARY_2027 + 1 / 31, abs=0.001),
    )


def test_missing_column_is_told():
    with pytest.raises(TableError) as error:
        make_bars(frame(("2028", "plan")).drop(columns="running"), reference_day=PEILDATUM)
    assert error.value.code == "column_missing"
