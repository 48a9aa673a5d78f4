"""Settled neighbourhoods in words: who settled what and when, and where it lies for CBS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from layers.words.formats import listed, number, plural
from layers.words.reports import day

ESTIMATED = (
    "Dit zijn vastgestelde buurten: het aantal inwoners en de cijfers zijn hier schattingen. Een cijfer telt "
    "alleen mee als zeker is aan welke kant van de gemeente het ligt; anders staat er 'geen cijfer'."
)
LEAST_SHARE = 0.01  # of an area; a smaller strip of a buurt is the width of a line


def settled_words(row: Mapping[Any, Any]) -> str:
    """Return who settled an area and when: "Vastgesteld in overleg van …, versie 2"."""
    keeper = f" Beheer: {row['organisation']}" + (f" ({row['role']})." if row["role"] else ".")
    return f"Vastgesteld in {row['meeting']} op {day(row['on'])}, versie {row['version']}.{keeper}"


def basis_words(row: Mapping[Any, Any]) -> str:
    """Return what an area was made from; empty when it does not come from drawings."""
    if not row["drawings"] or pd.isna(row["k"]):
        return ""
    count = plural(int(row["drawings"]), "tekening", "tekeningen")
    return f"De kern van {count}: minstens {number(float(row['k']) * 100)} % tekende dit."


def cbs_words(shares: pd.DataFrame) -> str:
    """Return in which CBS buurten an area lies, the largest part first, with their codes.

    Parameters
    ----------
    shares
        As `gis.analysis.perceived.share_in_buurten` returns it.
    """
    told = [
        f"{number(row['share_of_area'] * 100)} % in {row['buurtnaam']} ({row['buurtcode']})"
        for row in shares.to_dict("records")
        if row["share_of_area"] >= LEAST_SHARE
    ]
    return f"CBS: {listed(told)}." if told else "Ligt niet in een bekende CBS-buurt."
