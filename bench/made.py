"""Made activities: the same for both apps, and by the hundred thousand to look for pairs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
import sqlalchemy as sa

from gis.analysis.moments import Numbers
from gis.analysis.places import Shapes
from gis.crs import RD, WGS84
from gis.periods import Period
from gis.register import schema
from gis.register.database import open_database
from gis.register.records import HOME_ORGANISATION, Activity
from gis.register.rows import to_row
from gis.tables import ACTIVITIES, conform
from gis.vocabulary import Vocabulary
from gis.workspace.home import Home
from gis.workspace.places import Place
from gis.workspace.registers import OWN, open_register

DAY = date(2027, 3, 11)
SEED = 20270311
SHARE = 8  # one in so many activities is of the theme that the filter keeps
THEME = "wonen"
STATUSES = ("idee", "plan", "in uitvoering of loopt")  # all shown without a further choice

TOWNS = 342  # as many as there are gemeenten; few are large and many small
MIDDLES = ((50_000, 340_000), (250_000, 580_000))  # RD, metres, between which the towns lie
DENSITY = 115  # activities per km2 of town: 100,000 of them have 1.4 million pairs of boxes, each told twice
CORNER = np.array((230_000, 580_000))  # of a city: RD, metres
CITY_M = 12_000  # a city is so wide and so long
FORMS = (0.75, 0.10, 0.15)  # points, lines, areas
LINE_STEPS, STEP_M = 10, 30  # a line of some hundred metres, along a street
TURN = 0.15  # how much a street turns from step to step, most often less (half turns)
RADIUS_M = (20, 250)  # of an area: 0.1 to 12 ha
CORNERS = 26  # as the middle one of all buurten of CBS
LOBES = ((1, 0.2), (2, 0.15), (3, 0.1))  # an area is no circle: so many bulges, so far out and in
FIRST, MONTHS = np.datetime64("2020-01"), 180  # a register holds fifteen years of plans
LASTS = (1, 25)  # months
UNSURE = (0, 2, 5)  # months between the earliest and the latest begin or end: a month, a quarter, half a year
ONE_IN = 10  # goes on without an end, and as many tell no period
GROUPS: tuple[list[str], ...] = ([], ["ouderen"], ["ouderen", "huurders"], ["jongeren"])


def make_activities(count: int, *, place: Place, vocabulary: Vocabulary) -> list[Activity]:
    """Return points in the buurten of a place: an eighth of `THEME`, the others of other theme groups."""
    random = np.random.default_rng(SEED)
    outlines = place.buurten.geometry.dropna()
    own = vocabulary.themes[THEME].group
    others = [name for name, theme in vocabulary.themes.items() if theme.group != own]
    made = []
    for number, spot in enumerate(_spots(count, outlines, random)):
        start = DAY + timedelta(days=int(random.integers(0, 900)))
        end = start + timedelta(days=180)
        made.append(
            Activity(
                id=f"B{number:05}",
                title=f"Plan {number} in de buurt",
                theme=THEME if number % SHARE == 0 else others[number % len(others)],
                status=STATUSES[number % len(STATUSES)],
                period=Period(
                    str(start.year),
                    start_earliest=start,
                    start_latest=start,
                    end_earliest=end,
                    end_latest=end,
                ),
                owner=HOME_ORGANISATION,
                organisation=f"Partner {number % 12}",
                partners=(f"Partner {number % 12}",),
                accuracy="gebouw",
                visibility="openbaar",
                version=1,
                confirmed_on=DAY,
                changed_on=DAY,
                geometry=spot,
            )
        )
    return made


def fill_home(home: Home, activities: list[Activity]) -> None:
    """Put the activities in one's own register, in one transaction and without history."""
    register = open_register(home, OWN)
    with open_database(home.register_path(OWN)).begin() as rows:
        rows.execute(sa.insert(schema.activities), [to_row(activity) for activity in activities])
    register.store.set_setting("peildatum", DAY.isoformat())


def write_files(folder: Path, activities: list[Activity], *, place: Place, vocabulary: Vocabulary) -> None:
    """Write buurten and activities in WGS 84, as somebody would have them who makes a plain app."""
    outlines = place.buurten[place.buurten.geometry.notna()]
    outlines[["buurtcode", "buurtnaam", "geometry"]].to_crs(WGS84).to_file(folder / "buurten.geojson")
    told = gpd.GeoDataFrame(
        {
            "name": [activity.title for activity in activities],
            "theme": [vocabulary.groups[vocabulary.themes[activity.theme].group] for activity in activities],
        },
        geometry=gpd.GeoSeries([activity.geometry for activity in activities], crs=RD),
    )
    told.to_crs(WGS84).to_file(folder / "activiteiten.geojson")


def _spots(count: int, outlines: gpd.GeoSeries, random: np.random.Generator) -> list[shapely.Point]:
    """Return points inside the outlines, spread evenly over the buurten."""
    shapes = list(outlines)
    spots: list[shapely.Point] = []
    while len(spots) < count:
        shape = shapes[len(spots) % len(shapes)]
        west, south, east, north = shape.bounds
        spot = shapely.Point(random.uniform(west, east), random.uniform(south, north))
        if shape.contains(spot):
            spots.append(spot)
    return spots


def make_country(count: int, *, vocabulary: Vocabulary, forms: tuple[float, ...] = FORMS) -> gpd.GeoDataFrame:
    """Return the table of so many activities in the towns of a country, all towns equally dense.

    Parameters
    ----------
    forms
        Shares of points, lines and areas.
    """
    random = np.random.default_rng(SEED)
    share = np.arange(1, TOWNS + 1) ** -0.8
    town = random.choice(TOWNS, size=count, p=share / share.sum())
    largest_m = 1000 * np.sqrt(count * share / share.sum() / DENSITY / np.pi)
    far = largest_m[town] * np.sqrt(random.uniform(size=count))
    spots = random.uniform(*MIDDLES, size=(TOWNS, 2))[town] + _towards(random.uniform(0, 2, count), far)
    return _to_table(_shapes(spots, forms, random), vocabulary, random)


def make_city(count: int, *, vocabulary: Vocabulary, side_m: float = CITY_M) -> gpd.GeoDataFrame:
    """Return the table of so many activities, spread evenly over one city of `side_m` by `side_m` metres."""
    random = np.random.default_rng(SEED)
    spots = CORNER + random.uniform(0, side_m, size=(count, 2))
    return _to_table(_shapes(spots, FORMS, random), vocabulary, random)


def _shapes(spots: Numbers, forms: tuple[float, ...], random: np.random.Generator) -> Shapes:
    """Return a shape at every spot: points, lines and areas with their corners."""
    form = random.choice(len(forms), size=len(spots), p=forms)
    points, lines, areas = (form == number for number in range(len(forms)))
    shapes = np.empty(len(spots), dtype=object)
    shapes[points] = shapely.points(spots[points])
    heading = random.uniform(0, 2, (int(lines.sum()), 1)) + random.normal(
        0, TURN, (int(lines.sum()), LINE_STEPS)
    ).cumsum(axis=1)
    steps = _towards(heading, np.full(heading.shape, STEP_M)).cumsum(axis=1)
    shapes[lines] = shapely.linestrings(spots[lines][:, np.newaxis] + np.insert(steps, 0, 0, axis=1))
    count = int(areas.sum())
    turn = np.broadcast_to(np.arange(CORNERS) * 2 / CORNERS, (count, CORNERS))
    out = sum(far * np.sin(np.pi * (times * turn + random.uniform(0, 2, (count, 1)))) for times, far in LOBES)
    radius = random.uniform(*RADIUS_M, (count, 1)) * (1 + out)
    shapes[areas] = shapely.polygons(spots[areas][:, np.newaxis] + _towards(turn, radius))
    return shapes


def _towards(turn: Numbers, far: Numbers) -> Numbers:
    """Return x and y of what lies so far [m] in a direction (half turns)."""
    return np.stack((far * np.cos(np.pi * turn), far * np.sin(np.pi * turn)), axis=-1)


def _periods(count: int, random: np.random.Generator) -> dict[str, npt.NDArray[np.generic]]:
    """Return when each runs, spread over the years: some without an end, some not told."""
    begin = FIRST + random.integers(0, MONTHS, count)
    end = begin + random.integers(*LASTS, count)
    wide = random.choice(UNSURE, count)
    kept = random.integers(0, ONE_IN, count)
    goes_on, silent = kept == 0, kept == 1

    def day(
        month: npt.NDArray[np.datetime64], *, missing: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.datetime64]:
        return np.where(missing, np.datetime64("NaT"), month.astype("datetime64[s]"))

    last = np.timedelta64(1, "D")  # back from the first day of the next month
    ends = {"end_earliest": end + 1, "end_latest": end + wide + 1}
    return {
        "start_earliest": day(begin, missing=silent),
        "start_latest": day(begin + wide, missing=silent),
        **{name: day(month, missing=silent | goes_on) - last for name, month in ends.items()},
        "running": goes_on,
    }


def _to_table(shapes: Shapes, vocabulary: Vocabulary, random: np.random.Generator) -> gpd.GeoDataFrame:
    """Return the table `activities` of shapes, with a theme, kind, status, period and target groups each."""

    def draw(told: Iterable[object]) -> npt.NDArray[np.object_]:
        choices = np.fromiter(told, dtype=object)
        return choices[random.integers(len(choices), size=len(shapes))]

    theme, status = draw(vocabulary.themes), draw(STATUSES)
    frame = pd.DataFrame(
        {
            "id": [f"A{number:07}" for number in range(len(shapes))],
            "theme": theme,
            "theme_group": [vocabulary.themes[name].group for name in theme],
            "kind": draw(vocabulary.kinds),
            "status": status,
            "shown_as": [vocabulary.statuses[name].shown_as for name in status],
            "reach": "plek",
            "accuracy": draw(vocabulary.accuracies),
            "target_groups": draw(GROUPS),
            "area_codes": draw([f"GM{number:04}"] for number in range(TOWNS)),
            **_periods(len(shapes), random),
        }
    )
    return gpd.GeoDataFrame(conform(gpd.GeoDataFrame(frame, geometry=shapes, crs=RD), ACTIVITIES))
