"""Buurtblad: all that one page about a buurt tells, for one audience."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

import geopandas as gpd
import pandas as pd

from gis.analysis.perceived import share_in_buurten
from gis.analysis.within import find_wide, place_activities
from gis.errors import ExportError
from gis.register.accepted import SETTLED_CODE
from gis.register.events import Event
from gis.register.explanations import Explanation
from gis.register.visible import Audience, visible_explanations
from gis.workspace import answers
from gis.workspace.accepted import as_place, in_outlines, see_accepted
from gis.workspace.agreements import FINISHED, list_agreements
from gis.workspace.compass import Compass, Reference
from gis.workspace.compass_figures import Indicator
from gis.workspace.decisions import see_decisions
from gis.workspace.figures import see_figures
from gis.workspace.handing import list_sources
from gis.workspace.own_compass import add_areas
from gis.workspace.places import Place
from gis.workspace.registers import Register
from gis.workspace.signals import SignalCount, count_signals
from gis.workspace.trends import see_beside

RUNS, PLANNED, IDEA, PAST = "bestaand", "gepland", "idee", "voorbij"
DONE = "klaar"  # the status of what ended as it should


@dataclass(frozen=True, eq=False)
class Leaflet:
    """The four blocks of one buurt: what is the matter, why, what happens already, what works.

    Parameters
    ----------
    code, name, wijk, gemeente, jaar
        The buurt, where it lies, and the year of its outline.
    score, reference
        The row of the Leefbaarometer of the buurt and of the gemeente; None when there is none.
    counts
        ``inwoners`` and ``huishoudens`` as published, missing where they are not, and their year; of a
        settled area the estimate of its inhabitants, with ``low`` and ``high``.
    missing
        By figure why it was not published.
    indicators, references, rows
        What the kompas tells of this buurt beside its gemeente (`gis.workspace.compass.Compass`).
    explanations, causes
        What people say is behind the figures, and what they wrote down as another possible cause.
    signals
        How many signals of residents and professionals there are; None when there are none that may be told.
    activities, citywide
        Table `activities`: what runs, is planned or is done in the buurt; and what runs or is planned for the
        whole gemeente or more. Ideas are counted only, in `ideas`.
    agreements
        Of what is in the buurt (`gis.workspace.agreements.list_agreements`).
    titles
        By id what activities are called, as far as the audience may see them.
    settled
        For an area that a meeting settled on, its row of `gis.workspace.accepted.see_accepted`, with its
        ``shares`` of CBS buurten (`gis.analysis.perceived.share_in_buurten`); its figures are estimates.
    """

    code: str
    name: str
    wijk: str
    gemeente: str
    jaar: int
    audience: Audience
    reference_day: date
    score: Mapping[str, object] | None
    reference: Mapping[str, object] | None
    counts: Mapping[str, object]
    missing: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    references: Mapping[str, Reference]
    rows: pd.DataFrame
    explanations: tuple[Explanation, ...]
    causes: tuple[Event, ...]
    signals: SignalCount | None
    activities: gpd.GeoDataFrame
    citywide: gpd.GeoDataFrame
    ideas: int
    agreements: pd.DataFrame
    titles: Mapping[str, str]
    sources: tuple[Mapping[str, object], ...]
    fictional: bool
    settled: Mapping[str, object] | None = None

    def shown(self, as_what: str) -> gpd.GeoDataFrame:
        """Return the activities of the buurt that are shown as one step, by when they begin."""
        kept = self.activities[self.activities["shown_as"] == as_what]
        return gpd.GeoDataFrame(kept.sort_values("start_earliest", na_position="last", kind="stable"))

    @property
    def finished(self) -> gpd.GeoDataFrame:
        """The activities of the buurt that are done; what stopped halfway is not."""
        past = self.shown(PAST)
        return gpd.GeoDataFrame(past[past["status"] == DONE])

    def effect_of(self, activity_id: str) -> bool | None:
        """Return whether what was agreed about an activity had an effect; None when nobody said."""
        told = self.agreements
        about = told["members"].map(lambda members: activity_id in members).astype(bool)
        known = told.loc[about & (told["state"] == FINISHED), "effect"].dropna()
        return bool(known.iloc[-1]) if len(known) else None


class _Reader(NamedTuple):
    organisation: str
    audience: Audience
    today: date


def see_leaflet(
    compass: Compass,
    place: Place,
    register: Register,
    *,
    code: str,
    organisation: str,
    audience: Audience,
    today: date,
) -> Leaflet:
    """Return the buurtblad of one buurt or settled area as an audience may read it.

    Parameters
    ----------
    compass
        The buurten beside their gemeente (`gis.workspace.compass.open_compass`). The figures of a settled
        area are estimates, compared only where that is sure.
    code
        Of a buurt, or of a settled area (`gis.register.accepted.SETTLED_CODE`).
    today
        Used as peildatum where the workspace has none of its own.

    Raises
    ------
    ExportError
        ``area_not_here`` when the gemeente has no such buurt, or the audience may see no such area.
    """
    see = _settled_leaflet if code.startswith(SETTLED_CODE) else _buurt_leaflet
    return see(compass, place, register, code, _Reader(organisation, audience, today))


def see_explanations(register: Register, place: Place, *, code: str, audience: Audience) -> list[Explanation]:
    """Return what people say is behind figures of a buurt, its wijk and its gemeente, the newest first."""
    wijken = place.buurten.loc[place.buurten["buurtcode"] == code, "wijkcode"]
    around = {code, place.gemeentecode, *wijken}
    told = visible_explanations(
        register.store.explanations(), audience=audience, vocabulary=register.vocabulary
    )
    here = [one for one in told if one.area in around]
    return sorted(here, key=lambda one: (one.on, one.number), reverse=True)


def keep_explanation(
    register: Register, said: Explanation, *, figures: Collection[str], organisation: str, at: datetime
) -> Explanation:
    """Save an explanation; see `gis.register.explanations.add` for what can go wrong."""
    return register.store.add_explanation(said, known=figures, organisation=organisation, at=at)


def _buurt_leaflet(compass: Compass, place: Place, register: Register, code: str, reader: _Reader) -> Leaflet:
    audience = reader.audience
    found = place.buurten[place.buurten["buurtcode"] == code]
    if found.empty:
        raise ExportError("area_not_here", area=code, gemeente=place.gemeentenaam)
    buurt, day = found.iloc[0], register.reference_day(today=reader.today)
    seen = answers.see_activities(register, organisation=reader.organisation, audience=audience)
    seen = gpd.GeoDataFrame(seen.reset_index(drop=True))
    if place.whole is not None:
        seen = in_outlines(seen, place.whole.buurten)
    here, wide = _around(seen, place, code)
    decisions = see_decisions(register, organisation=reader.organisation, audience=audience)
    agreed = list_agreements(decisions, seen, reference_day=day)
    ids = set(here["id"])
    agreed = agreed[agreed["members"].map(lambda members: not ids.isdisjoint(members)).astype(bool)]
    beside = see_beside(register, here, place, areas=[code], audience=audience)
    hidden = register.vocabulary.lists["not_public_words"] if audience is Audience.PUBLIC else ()
    indicators = _readable(compass.indicators, hidden)
    scores = place.scores.sort_values("score_jaar").drop_duplicates("code", keep="last")
    told = pd.concat([here, wide])
    return Leaflet(
        code=code,
        name=str(buurt["buurtnaam"]),
        wijk=place.area_name(str(buurt["wijkcode"])),
        gemeente=place.gemeentenaam,
        jaar=int(buurt["jaar"]),
        audience=audience,
        reference_day=day,
        score=_row(scores, code),
        reference=_row(scores, place.gemeentecode),
        counts=_row(place.figures, code) or {},
        missing=_reasons(place, code),
        indicators=indicators,
        references=compass.references,
        rows=compass.rows[
            (compass.rows["code"] == code) & compass.rows["indicator"].isin([one.key for one in indicators])
        ],
        explanations=tuple(see_explanations(register, place, code=code, audience=audience)),
        causes=beside.causes,
        signals=count_signals(register, place, audience=audience).get(code),
        activities=gpd.GeoDataFrame(here[here["shown_as"] != IDEA]),
        citywide=gpd.GeoDataFrame(wide[wide["shown_as"].isin([RUNS, PLANNED])]),
        ideas=int((here["shown_as"] == IDEA).sum()),
        agreements=agreed,
        titles=dict(zip(seen["id"], seen["title"], strict=True)),
        sources=tuple(list_sources(place, register)),
        fictional=register.workspace.fictional or bool(told["fictional"].any()),
    )


def _settled_leaflet(
    compass: Compass, place: Place, register: Register, code: str, reader: _Reader
) -> Leaflet:
    settled = see_accepted(register, audience=reader.audience)
    one = gpd.GeoDataFrame(settled[settled["code"] == code])
    if one.empty:
        raise ExportError("area_not_here", area=code, gemeente=place.gemeentenaam)
    estimates = see_figures(gpd.GeoDataFrame({"area_id": one["code"]}, geometry=one.geometry), place)
    told = _buurt_leaflet(add_areas(compass, estimates), as_place(place, one), register, code, reader)
    people = estimates.set_index("measure").loc["inwoners"]
    names = {"inwoners": "value", "low": "low", "high": "high", "jaar": "year"}
    row = {str(name): value for name, value in one.iloc[0].items()}
    return replace(
        told,
        score=None,
        counts={name: people[column] for name, column in names.items()},
        settled=row | {"shares": share_in_buurten(one.geometry.iloc[0], place.buurten)},
        fictional=told.fictional or bool(row["fictional"]),
    )


def _around(
    activities: gpd.GeoDataFrame, place: Place, code: str
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    buurten = gpd.GeoDataFrame(place.buurten.reset_index(drop=True))
    at = buurten.index[buurten["buurtcode"] == code]
    parts = []
    for found in (place_activities(activities, buurten), find_wide(activities, buurten)):
        rows = found.loc[found["buurt"].isin(at), "activity"].drop_duplicates().sort_values()
        parts.append(gpd.GeoDataFrame(activities.iloc[rows.to_numpy()]))
    return parts[0], parts[1]


def _readable(indicators: Sequence[Indicator], hidden: Collection[str]) -> tuple[Indicator, ...]:
    return tuple(one for one in indicators if not any(word in one.name.casefold() for word in hidden))


def _reasons(place: Place, code: str) -> dict[str, str]:
    told = place.missing[place.missing["code"] == code]
    return dict(zip(told["kolom"], told["reden"], strict=True))


def _row(frame: pd.DataFrame, code: str) -> dict[str, object] | None:
    found = frame[frame["code"] == code]
    return None if found.empty else {str(name): value for name, value in found.iloc[-1].items()}
