"""Gaps that no figure tells: what nobody took or all declined, agreements that lack, money that ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import geopandas as gpd
import pandas as pd

from gis.analysis.upkeep import find_ending_money
from gis.errors import TableError
from gis.tables import ACTIVITIES, require

NO_PARTY, NOBODY, LATE, MONEY_ENDS = "no_party", "agreement_nobody", "agreement_late", "money_ends"
DECLINED = "declined"  # everybody who was asked has no task there
REASONS = (NO_PARTY, DECLINED, NOBODY, LATE, MONEY_ENDS)
UNSHARED_COLUMNS = (
    *("id", "reason", "organisation", "theme", "themagroep", "area_codes", "members"),
    *("due_on", "amount_eur", "text"),
)
_OF_AGREEMENTS = ("id", "organisation", "state", "due_on", "members", "note")
_TYPES = {
    **dict.fromkeys(("id", "reason", "organisation", "theme", "themagroep", "text"), "str"),
    "due_on": "datetime64[s]",
    "amount_eur": "Float64",
}


def find_unshared(
    activities: gpd.GeoDataFrame,
    money: pd.DataFrame,
    agreements: pd.DataFrame,
    *,
    reference_day: date,
    late: str,
    done: str,
) -> pd.DataFrame:
    """Return what nobody took on, agreements that nobody sees to or that are late, and money that ends.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    money
        Table `money` of the same activities.
    agreements
        `id`, `organisation` that sees to it (missing: nobody), `state`, `due_on`, `members` (ids of
        activities) and `note` of what was agreed and may be seen.
    late, done
        The words of `state` for an agreement of which the day is over, and for one that is done.

    Returns
    -------
    DataFrame
        On a new index `UNSHARED_COLUMNS`, by reason in the order of `REASONS`, then by day and id:

        - "no_party": an activity that is not over and names no party at all;
        - "agreement_nobody", "agreement_late": an agreement that is not done;
        - "money_ends": money of what runs that ends within a year while nothing follows (`upkeep`).

        ``members`` are the ids of the activities it is about; ``theme``, ``themagroep`` theirs when they have
        one in common, ``area_codes`` of all of them, in order. ``due_on`` is the day of the agreement, or the
        last one of the money; ``amount_eur`` [euro] and ``text`` are of the money, the note of an agreement.

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.
    """
    require(activities, ACTIVITIES, "id", "theme", "theme_group", "organisation", "partners", "area_codes")
    for name in _OF_AGREEMENTS:
        if name not in agreements.columns:
            raise TableError("column_missing", table="agreements", column=name)
    nobody = (activities["organisation"].fillna("") == "") & (activities["partners"].map(len) == 0)
    alone = activities.loc[nobody & (activities["shown_as"] != "voorbij"), "id"]
    rows: list[dict[str, object]] = [{"id": name, "reason": NO_PARTY, "members": [name]} for name in alone]
    for agreed in agreements[agreements["state"] != done].to_dict("records"):
        told = {name: agreed[name] for name in ("id", "organisation", "due_on", "members")}
        told["text"] = agreed["note"]
        rows += [told | {"reason": NOBODY}] if pd.isna(agreed["organisation"]) else []
        rows += [told | {"reason": LATE}] if agreed["state"] == late else []
    parties = activities.set_index("id")["organisation"]
    for sum_ in find_ending_money(activities, money, reference_day=reference_day).to_dict("records"):
        told = {"id": sum_["id"], "due_on": sum_["ends_on"], "amount_eur": sum_["amount_eur"]}
        whose = {"organisation": parties[sum_["id"]], "text": sum_["text"], "members": [sum_["id"]]}
        rows.append(told | whose | {"reason": MONEY_ENDS})
    frame = pd.DataFrame(rows, columns=list(UNSHARED_COLUMNS))
    for name, values in _common(activities, frame["members"]).items():
        frame[name] = values
    order = frame["reason"].map({name: place for place, name in enumerate(REASONS)})
    told_in_order = frame.astype(_TYPES).assign(order=order).sort_values(["order", "due_on", "id"])
    return told_in_order[list(UNSHARED_COLUMNS)].reset_index(drop=True)


def find_declined(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table that nobody does and that everybody who was asked has no task in.

    Whose task it is, is shared out nowhere then, whatever the figure says.

    Parameters
    ----------
    cells
        By buurt: ``buurtcode``, ``themagroep``, and ``parties``, who declined there, as one text; missing
        where somebody does something or not all who were asked declined.

    Returns
    -------
    DataFrame
        On a new index `UNSHARED_COLUMNS` with reason "declined", a row per theme group and parties, by theme
        group in the order given. ``area_codes`` are the buurten, ``organisation`` the parties; ``members``
        is empty: there is no activity.

    Examples
    --------
    >>> told = [("BU1", "W", "GGD"), ("BU2", "W", "GGD"), ("BU1", "G", None)]
    >>> cells = pd.DataFrame(told, columns=["buurtcode", "themagroep", "parties"])
    >>> find_declined(cells)[["themagroep", "organisation", "area_codes"]].to_numpy().tolist()
    [['W', 'GGD', ['BU1', 'BU2']]]
    """
    told = cells.dropna(subset="parties").groupby(["themagroep", "parties"], sort=False)["buurtcode"]
    rows = [
        {
            "id": f"{group}: {parties}",
            "reason": DECLINED,
            "organisation": parties,
            "themagroep": group,
            "area_codes": list(codes),
            "members": [],
        }
        for (group, parties), codes in told
    ]
    return pd.DataFrame(rows, columns=list(UNSHARED_COLUMNS)).astype(_TYPES)


def _common(activities: pd.DataFrame, members: Iterable[list[str]]) -> dict[str, pd.Series]:
    """Return by row the theme and theme group that its activities have in common, and all their areas."""
    there = activities.drop_duplicates("id").set_index("id")
    told = [there.loc[[name for name in names if name in there.index]] for names in members]
    single = {
        name: pd.Series([_only(part[of]) for part in told], dtype=object)
        for name, of in (("theme", "theme"), ("themagroep", "theme_group"))
    }
    areas = [sorted({code for codes in part["area_codes"] for code in codes}) for part in told]
    return single | {"area_codes": pd.Series(areas, dtype=object)}


def _only(values: pd.Series) -> str | None:
    """Return the value that all have, None when they differ or there are none."""
    told = set(values)
    return str(told.pop()) if len(told) == 1 else None
