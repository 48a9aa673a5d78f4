"""The wijkkompas of a gemeente itself: its own figures per buurt and year, from a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from gis.errors import SourceError, TableError
from gis.sources.columns import find_column
from gis.sources.reader import Read
from gis.sources.values import to_numbers
from gis.tables import Table, conform

# Headings of others for our columns; the first that is there counts.
HEADINGS = {
    "code": ("buurtcode", "gebiedscode", "code"),
    "jaar": ("jaar", "peiljaar"),
    "indicator": ("indicator",),
    "value": ("waarde",),
    "unit": ("eenheid",),
    "way": ("richting",),
    "source": ("bron",),
    "themes": ("thema",),
}
OPTIONAL = frozenset({"unit", "themes"})
INDICATORS = Table(
    "wijkkompas",
    {
        "code": "str",
        "jaar": "Int64",
        "indicator": "str",
        "value": "Float64",  # in `unit`; missing when none was told
        "to_be_set": "bool",  # the gemeente says that it has still to set this value
        "unit": "str",
        "way": "Int64",  # 1 higher is better, -1 lower is better, 0 without a good side
        "source": "str",
        "themes": "str",  # themes that belong to it, separated by |
    },
    key=("code", "jaar", "indicator"),
)
TO_BE_SET = ("nog te bepalen", "ntb", "n.t.b.")
WAYS = {
    **dict.fromkeys(("hoger is beter", "hoger", "omhoog", "+"), 1),
    **dict.fromkeys(("lager is beter", "lager", "omlaag", "-"), -1),
    **dict.fromkeys(("geen", "geen richting", "neutraal", "n.v.t.", "nvt"), 0),
}

# A count tells mostly how large an area is: it cannot be laid beside a mean, so it is a fault.
COUNTS = ("aantal", "personen", "inwoners", "huishoudens", "woningen", "adressen", "meldingen", "leerlingen")

_CODE = r"BU\d{4}[0-9A-Z]{4}|GM\d{4}"
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_ROWS_FROM = 2  # the number of the first row below a heading, for a form that does not number its rows


FaultCode = Literal[
    "indicator_code_unknown",
    "indicator_elsewhere",
    "indicator_buurt_unknown",
    "indicator_year",
    "indicator_name_missing",
    "indicator_value",
    "indicator_way",
    "indicator_way_differs",
    "indicator_unit_differs",
    "indicator_count",
    "indicator_source_missing",
    "indicator_twice",
]


@dataclass(frozen=True)
class Fault:
    """Why a row, or one value in it, is not used: `code` has a sentence, `told` is what stood there."""

    row: int
    field: str
    code: FaultCode
    told: str = ""


@dataclass(frozen=True, eq=False)
class Indicators:
    """What a table tells: the good rows as table `INDICATORS`, and everything that is wrong in the others."""

    frame: pd.DataFrame
    faults: tuple[Fault, ...]
    rows: int


def is_indicators(frame: pd.DataFrame) -> bool:
    """Return whether a table looks like a wijkkompas, by its columns.

    Examples
    --------
    >>> is_indicators(pd.DataFrame(columns=["Buurtcode", "Jaar", "Indicator", "Waarde"]))
    True
    """
    return all(find_column(frame, *HEADINGS[name]) is not None for name in ("code", "indicator", "value"))


def read_indicators(read: Read, *, gemeentecode: str, known: Iterable[str]) -> Indicators:
    """Return the figures of a gemeente's own wijkkompas, and every fault with its row.

    The columns are buurtcode, jaar, indicator, waarde, eenheid, richting, bron, and thema when there is one.
    In the column buurtcode the code of the gemeente may stand too: the figure of the whole. A row with a
    fault is not used; the others are. An empty value, and "nog te bepalen", are good rows without a number.

    Parameters
    ----------
    read
        The table, as text.
    gemeentecode
        Such as ``GM0014``: a row of another gemeente is a fault.
    known
        The codes of the buurten of the gemeente; one that is not among them is a fault.

    Raises
    ------
    SourceError
        ``indicator_columns_missing`` naming the columns; ``no_indicators`` when there are no rows.

    Examples
    --------
    >>> rows = {"buurtcode": ["BU00141000"], "jaar": ["2025"], "indicator": ["Eenzaam"], "waarde": ["12,5"],
    ...         "eenheid": ["%"], "richting": ["lager is beter"], "bron": ["GGD"]}
    >>> told = Read("kompas.csv", "", "kompas", pd.DataFrame(rows))
    >>> found = read_indicators(told, gemeentecode="GM0014", known=["BU00141000"])
    >>> found.frame[["indicator", "value", "way"]].to_numpy().tolist(), found.faults
    ([['Eenzaam', 12.5, -1]], ())
    """
    text = _text(read)
    lines = read.lines if len(read.lines) == len(text) else range(_ROWS_FROM, _ROWS_FROM + len(text))
    text.index = pd.Index(lines)
    told = text[(text != "").any(axis=1)]
    if told.empty:
        raise SourceError("no_indicators", path=read.name)
    waiting = told["value"].str.casefold().isin(TO_BE_SET)
    values = _numbers(told["value"].mask(waiting, ""))
    frame = told.assign(
        jaar=pd.to_numeric(told["jaar"].where(told["jaar"].str.fullmatch(r"\d{4}"))).astype("Int64"),
        value=values.astype("Float64"),
        to_be_set=waiting,
        way=told["way"].str.casefold().map(WAYS).astype("Int64"),
    )
    faults = _find_faults(told, frame, gemeentecode=gemeentecode, known=frozenset(known))
    good = frame.drop(index=sorted({fault.row for fault in faults}))
    return Indicators(conform(good.reset_index(drop=True), INDICATORS), tuple(faults), len(told))


def _text(read: Read) -> pd.DataFrame:
    """Return our columns as trimmed text; an absent optional one is empty."""
    found = {name: find_column(read.frame, *names) for name, names in HEADINGS.items()}
    absent = [HEADINGS[name][0] for name, column in found.items() if column is None and name not in OPTIONAL]
    if absent:
        raise SourceError("indicator_columns_missing", path=read.name, columns=", ".join(absent))
    return pd.DataFrame(
        {name: "" if column is None else read.frame[column].map(_words) for name, column in found.items()},
        index=read.frame.index,
        dtype="str",
    )


def _words(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 a missing number is not itself
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return re.sub(r"\s+", " ", str(int(value)) if whole else str(value)).strip()  # type: ignore[call-overload]


def _numbers(told: pd.Series) -> pd.Series:
    """Return the texts as numbers; what is none becomes infinite, so that it is told from what is empty."""
    numbers = {text: _number(text) for text in told.unique()}
    return told.map(numbers).astype("Float64")


def _number(text: str) -> float | None:
    try:
        found = to_numbers(pd.Series([text], dtype="str", name="waarde"), table="wijkkompas")[0].iloc[0]
    except TableError:
        return np.inf
    return None if pd.isna(found) else float(found)


def _find_faults(
    told: pd.DataFrame, frame: pd.DataFrame, *, gemeentecode: str, known: frozenset[str]
) -> list[Fault]:
    """Return everything that is wrong, row by row."""
    year = frame["jaar"]
    code = told["code"]
    first = frame.groupby("indicator", sort=False)
    of_code = code.str.fullmatch(_CODE, na=False)
    here = code.str[2:6] == gemeentecode[2:]
    checks: list[tuple[str, FaultCode, pd.Series, pd.Series]] = [
        ("buurtcode", "indicator_code_unknown", ~of_code, code),
        ("buurtcode", "indicator_elsewhere", of_code & ~here, code),
        ("buurtcode", "indicator_buurt_unknown", of_code & here & ~code.isin([*known, gemeentecode]), code),
        ("jaar", "indicator_year", year.isna() | (year < _FIRST_YEAR) | (year > _LAST_YEAR), told["jaar"]),
        ("indicator", "indicator_name_missing", told["indicator"] == "", told["indicator"]),
        ("waarde", "indicator_value", frame["value"].eq(np.inf), told["value"]),
        ("richting", "indicator_way", frame["way"].isna(), told["way"]),
        (
            "richting",
            "indicator_way_differs",
            frame["way"].notna() & (frame["way"] != first["way"].transform("first")),
            told["way"],
        ),
        ("eenheid", "indicator_unit_differs", told["unit"] != first["unit"].transform("first"), told["unit"]),
        ("eenheid", "indicator_count", told["unit"].str.casefold().isin(COUNTS), told["unit"]),
        ("bron", "indicator_source_missing", told["source"] == "", told["source"]),
        (
            "indicator",
            "indicator_twice",
            frame.duplicated(["code", "jaar", "indicator"], keep=False) & year.notna(),
            told["indicator"],
        ),
    ]
    faults = [
        Fault(int(row), field, name, str(words[row]))
        for field, name, wrong, words in checks
        for row in told.index[wrong.astype("boolean").fillna(value=False).to_numpy(dtype=bool)]
    ]
    return sorted(faults, key=lambda fault: fault.row)
