"""The columns, units and key each table promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
from pandas.api.types import pandas_dtype

from gis.crs import RD, require_rd
from gis.errors import TableError

DIMENSIONS = ("won", "fys", "vrz", "soc", "onv")

_TEXT, _WHOLE, _NUMBER, _DAY, _FLAG, _LIST = "str", "Int64", "Float64", "datetime64[s]", "bool", "object"


@dataclass(frozen=True)
class Table:
    """What a frame promises: its name, dtype per column, the columns that are unique together."""

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    spatial: bool = False
    units: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


_FIGURES = {
    "inwoners": "personen",
    "huishoudens": "huishoudens",
    "inwoners_0_15": "personen",
    "inwoners_65plus": "personen",
    "dichtheid_km2": "inwoners per km2",
    "woz_waarde_keur": "x 1.000 euro",
    "koopwoningen_pct": "%",
    "inkomen_keur": "x 1.000 euro",
}
_CLASSES = ("kscore", "kafw", *(f"k{name}" for name in DIMENSIONS))
_DEVIATIONS = ("afw", *DIMENSIONS)

BUURTEN = Table(
    "buurten",
    {
        "buurtcode": _TEXT,
        "buurtnaam": _TEXT,
        "wijkcode": _TEXT,
        "gemeentecode": _TEXT,
        "jaar": _WHOLE,
        "omtrek_bron": _TEXT,
    },
    key=("buurtcode", "jaar"),
    spatial=True,
)
WIJKEN = Table(
    "wijken",
    {"wijkcode": _TEXT, "wijknaam": _TEXT, "gemeentecode": _TEXT, "jaar": _WHOLE, "omtrek_bron": _TEXT},
    key=("wijkcode", "jaar"),
    spatial=True,
)
GEMEENTEN = Table(
    "gemeenten",
    {"gemeentecode": _TEXT, "gemeentenaam": _TEXT, "jaar": _WHOLE, "omtrek_bron": _TEXT},
    key=("gemeentecode", "jaar"),
    spatial=True,
)
FIGURES = Table(
    "figures",  # key figures of CBS by BU, WK or GM code
    {"code": _TEXT, "jaar": _WHOLE, **dict.fromkeys(_FIGURES, _NUMBER)},
    key=("code", "jaar"),
    units=MappingProxyType(_FIGURES),
)
SCORES = Table(
    "scores",  # Leefbaarometer by BU, WK or GM code; classes 1-9, deviations in points of the score
    {
        "code": _TEXT,
        "score_jaar": _WHOLE,
        **dict.fromkeys(_CLASSES, _WHOLE),
        **dict.fromkeys(_DEVIATIONS, _NUMBER),
    },
    key=("code", "score_jaar"),
)
MISSING = Table(
    "missing",  # why a figure is missing, one row per figure
    {"code": _TEXT, "jaar": _WHOLE, "kolom": _TEXT, "reden": _TEXT},
    key=("code", "jaar", "kolom"),
)
ACTIVITIES = Table(
    "activities",
    {
        "id": _TEXT,
        "title": _TEXT,
        "public_title": _TEXT,  # the name for residents; equals title when none was given
        "theme": _TEXT,
        "other_themes": _LIST,
        "theme_group": _TEXT,  # W E S G Z M K V R
        "kind": _TEXT,
        "status": _TEXT,
        "shown_as": _TEXT,  # bestaand, gepland, idee, voorbij
        "postponed": _FLAG,
        "period_text": _TEXT,
        "start_earliest": _DAY,
        "start_latest": _DAY,
        "end_earliest": _DAY,
        "end_latest": _DAY,
        "running": _FLAG,  # no end foreseen
        "fixed_date": _FLAG,
        "organisation": _TEXT,  # the party named first
        "partners": _LIST,  # every party, the first included
        "target_groups": _LIST,
        "accuracy": _TEXT,
        "reach": _TEXT,  # plek, buurt, wijk, gemeente: "heel Selwerd" is a reach, not an accuracy
        "area_codes": _LIST,  # BU, WK or GM codes of the place or the reach
        "street": _TEXT,
        "phase_of": _TEXT,  # id shared by the phases of one activity, else missing
        "framework": _FLAG,  # kader: a programme, listed above the list, never paired
        "visibility": _TEXT,  # concept, partners, openbaar
        "owner": _TEXT,  # the organisation whose concept it is
        "privacy_class": _TEXT,
        "origin": _TEXT,
        "fictional": _FLAG,
        "source": _TEXT,
        "money_committed": _NUMBER,  # euro
        "money_sought": _NUMBER,  # euro
        "money_unstated": _NUMBER,  # euro: nobody said whether it is committed
        "money_text": _TEXT,  # as told
        "count": _WHOLE,  # households or addresses, when only a number may be told
        "note": _TEXT,
        "source_id": _TEXT,  # the partner's own number
        "place_text": _TEXT,  # the place in the partner's words
        "place_source": _TEXT,  # in what those words were found
        "confirmed_on": _DAY,
        "changed_on": _DAY,
        "version": _WHOLE,
    },
    key=("id",),
    spatial=True,
)
MONEY = Table(
    "money",  # one row per sum of an activity; `organisation` is its party named first
    {
        **dict.fromkeys(("id", "theme", "organisation", "text", "state", "recurring"), _TEXT),
        "number": _WHOLE,  # of the sum within the activity, from 0
        "area_codes": _LIST,
        "years": _TEXT,  # "2027" or "2027-2029"; missing when not told
        "amount_eur": _NUMBER,  # euro, per year when structureel; missing when there is no plain sum
        "additional": _FLAG,  # on top of the regular means
    },
    key=("id", "number"),
)
DRAWINGS = Table(
    "drawings",  # outlines of the neighbourhood people mean; who drew is a role, never a name
    {
        "id": _TEXT,
        "name": _TEXT,
        "role": _TEXT,
        "question": _TEXT,
        "meeting": _TEXT,
        "drawn_on": _DAY,
        "weight": _NUMBER,
        "fictional": _FLAG,
    },
    key=("id",),
    spatial=True,
)

# The Dutch names that activities carry outside the house: written by gis/exports, read by
# gis/register/intake. `start_earliest` and `end_latest` are the outer days of the period.
EXCHANGE_NAMES = MappingProxyType(
    {
        "id": "id",
        "title": "naam",
        "public_title": "naam_bewoners",
        "theme": "thema",
        "other_themes": "themas_neven",
        "theme_group": "themagroep",
        "kind": "soort",
        "status": "status",
        "shown_as": "weergave",
        "postponed": "uitgesteld",
        "period_text": "periode_tekst",
        "start_earliest": "periode_van",
        "end_latest": "periode_tot",
        "fixed_date": "vaste_datum",
        "organisation": "organisatie",
        "partners": "partijen",
        "target_groups": "doelgroepen",
        "accuracy": "nauwkeurigheid",
        "reach": "bereik",
        "area_codes": "gebiedscodes",
        "street": "straat",
        "phase_of": "fase_van",
        "framework": "kader",
        "visibility": "zichtbaarheid",
        "privacy_class": "privacyklasse",
        "origin": "herkomst",
        "fictional": "fictief",
        "source": "bron",
        "money_committed": "geld_toegezegd",
        "money_sought": "geld_gezocht",
        "money_unstated": "geld_overig",
        "money_text": "geld",
        "count": "aantal",
        "note": "toelichting",
        "source_id": "kenmerk",
        "place_text": "plek_tekst",
        "place_source": "plek_bron",
        "confirmed_on": "bevestigd_op",
        "changed_on": "gewijzigd_op",
    }
)
RAW_SHAPE = "vorm_in_bestand"  # the text of a shape that its reader could not read, in a list of partners
LIST_SEPARATOR = " | "  # between the words of one cell, in tables that have no lists


def empty(table: Table) -> pd.DataFrame:
    """Return the table without rows: every promised column with its type, in RD when spatial.

    Examples
    --------
    >>> list(empty(MISSING).columns)
    ['code', 'jaar', 'kolom', 'reden']
    """
    frame = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in table.columns.items()})
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([], crs=RD)) if table.spatial else frame


def conform(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a copy with exactly the promised columns, in order and typed; absent ones are missing.

    Parameters
    ----------
    frame
        Any frame that holds the table's key; other columns than promised are left out. A spatial
        table needs a GeoDataFrame in RD New.

    Returns
    -------
    DataFrame
        On the index of `frame`; a GeoDataFrame when the table is spatial.

    Raises
    ------
    TableError
        ``column_missing`` when a key column is absent, ``not_a_number`` when text stands where a number
        belongs, ``key_twice`` when a key stands in two rows, ``crs_not_rd`` and ``outside_rd`` as in
        `gis.crs.require_rd`.
    """
    for name in table.key:
        if name not in frame.columns:
            raise TableError("column_missing", table=table.name, column=name)
    columns = {}
    for name, kind in table.columns.items():
        told = frame[name] if name in frame.columns else pd.Series(_nothing(kind), index=frame.index)
        columns[name] = _typed(told, kind, table=table.name, column=name)
    result = pd.DataFrame(columns, index=frame.index)
    twice = result.duplicated(list(table.key))
    if twice.any():
        raise TableError(
            "key_twice", table=table.name, key=", ".join(map(str, result.loc[twice, list(table.key)].iloc[0]))
        )
    if not table.spatial:
        return result
    if not isinstance(frame, gpd.GeoDataFrame):
        raise TableError("geometry_missing", table=table.name)
    return gpd.GeoDataFrame(result, geometry=require_rd(frame, table=table.name).geometry)


def require(frame: pd.DataFrame, table: Table, *columns: str) -> None:
    """Raise `TableError` ``column_missing`` or ``crs_not_rd`` unless the frame has what is needed."""
    for name in columns:
        if name not in frame.columns:
            raise TableError("column_missing", table=table.name, column=name)
    if table.spatial:
        if not isinstance(frame, gpd.GeoDataFrame):
            raise TableError("geometry_missing", table=table.name)
        require_rd(frame, table=table.name)


def _nothing(kind: str) -> object:
    return False if kind == _FLAG else None


def _typed(told: pd.Series, kind: str, *, table: str, column: str) -> pd.Series:
    try:
        if kind == _LIST:
            return told.map(lambda value: list(value) if isinstance(value, list | tuple) else []).astype(
                object
            )
        if kind == _FLAG:
            return told.fillna(value=False).astype(bool)
        if kind in {_WHOLE, _NUMBER}:
            return pd.to_numeric(told).astype(pandas_dtype(kind))
        return told.astype(pandas_dtype(kind))
    except (ValueError, TypeError) as error:
        raise TableError("not_a_number", table=table, column=column, reason=str(error)) from error
