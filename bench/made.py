"""The same made activities for both apps: in a home of ours, and as two GeoJSON files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
import sqlalchemy as sa

from gis.crs import RD, WGS84
from gis.periods import Period
from gis.register import schema
from gis.register.database import open_database
from gis.register.records import HOME_ORGANISATION, Activity
from gis.register.rows import to_row
from gis.vocabulary import Vocabulary
from gis.workspace.home import Home
from gis.workspace.places import Place
from gis.workspace.registers import OWN, open_register

DAY = date(2027, 3, 11)
SEED = 20270311
SHARE = 8  # one in so many activities is of the theme that the filter keeps
THEME = "wonen"
STATUSES = ("idee", "plan", "in uitvoering of loopt")  # all shown without a further choice


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
