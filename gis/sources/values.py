"""Numbers as publishers write them, and why one is missing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gis.errors import TableError

WITHHELD = "geheim"
NOT_AVAILABLE = "niet beschikbaar"
NOT_PUBLISHED = "niet gepubliceerd"

# CBS writes a large negative number where it publishes none: -99997 secret or too few, -99995 not available
# or not applicable, -99999999 in older files.
_SENTINELS_FROM = -99990
_WITHHELD_CODE = -99997

_EMPTY_WORDS = ("", ".", "NA", "nan")  # ".": CBS sheets; "NA": open data of the Leefbaarometer
_POINT_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_COMMA_NUMBER = r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+"


def to_numbers(told: pd.Series, *, table: str) -> tuple[pd.Series, pd.Series]:
    """Return a column as numbers, and the reason wherever one is missing.

    Parameters
    ----------
    told
        Numbers, or text with a decimal point or comma.
    table
        Its table, to name in errors.

    Returns
    -------
    numbers, reasons
        Float64 and text on the index of `told`; exactly one of both is missing in each row. A value at or
        below -99990 is a fill code of CBS and becomes missing.

    Raises
    ------
    TableError
        ``not_a_number`` with the column and the text found.

    Examples
    --------
    >>> numbers, reasons = to_numbers(pd.Series(["52,37", "-99997.0", "."]), table="figures")
    >>> numbers.tolist(), reasons.tolist()[1:]
    ([52.37, <NA>, <NA>], ['geheim', 'niet gepubliceerd'])
    """
    numbers = _parse(told, table=table)
    if np.isinf(numbers.to_numpy(dtype=float, na_value=np.nan)).any():
        raise TableError("not_a_number", table=table, column=told.name, reason="inf")
    reasons = pd.Series(NOT_PUBLISHED, index=told.index, dtype="str")
    filled = numbers.le(_SENTINELS_FROM).fillna(value=False)
    reasons = reasons.mask(filled, NOT_AVAILABLE).mask(
        numbers.eq(_WITHHELD_CODE).fillna(value=False), WITHHELD
    )
    numbers = numbers.mask(filled)
    return numbers, reasons.mask(numbers.notna())


def _parse(told: pd.Series, *, table: str) -> pd.Series:
    if pd.api.types.is_numeric_dtype(told.dtype) and not pd.api.types.is_bool_dtype(told.dtype):
        return told.astype("Float64")
    text = told.astype("str").str.strip()
    text = text.mask(text.isin(_EMPTY_WORDS))
    comma = text.str.fullmatch(_COMMA_NUMBER, na=False)
    wrong = text.notna() & ~comma & ~text.str.fullmatch(_POINT_NUMBER, na=False)
    if wrong.any():
        raise TableError("not_a_number", table=table, column=told.name, reason=text[wrong].iloc[0])
    plain = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return pd.to_numeric(text.mask(comma, plain)).astype("Float64")
