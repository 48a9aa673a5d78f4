"""Koppelkansen: which activities meet in place and time, and what each pair is worth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from gis.analysis.candidates import Compared, compare, find_candidates
from gis.analysis.moments import Flags, Numbers, Places, least_gaps, month_of, most_gaps
from gis.analysis.places import LEAST_WIDTH_M, find_street_names, in_one_street, measure, widen
from gis.analysis.relations import decide, may_mean, may_meet
from gis.analysis.scoring import PLAIN, Weights, add_points, best_first, space_share, time_share
from gis.processors import share_out
from gis.tables import ACTIVITIES, require
from gis.vocabulary import Vocabulary

REACH_M = 100.0  # metres between working areas; our default, the meeting may change it
SLACK_MONTHS = 6.0  # months a plan may wait for another; our default, the meeting may change it
DEEP_M = 0.1  # metres that working areas reach into each other; arcs are drawn to within 30 mm
TAU_MONTHS = 12.0  # months after which a gap leaves 37 % of the part for time

_TOGETHER = ("tegelijk", "na elkaar")
COLUMNS = (
    *("a_id", "b_id", "relation", "certainty", "place_certain", "time_certain"),
    *("space", "same_street", "distance_m"),
    *("time", "gap_months", "widest_gap_months", "together_from", "together_to", "first_id", "over"),
    *("theme", "room", "space_share", "time_share", "a_group", "b_group"),
    *("part_space", "part_time", "part_theme", "part_room", "score"),
)


def find_pairs(
    activities: gpd.GeoDataFrame,
    *,
    vocabulary: Vocabulary,
    reference_day: date,
    reach_m: float,
    slack_months: float,
    tau_months: float = TAU_MONTHS,
    areas: gpd.GeoDataFrame | None = None,
    weights: Weights = PLAIN,
) -> pd.DataFrame:
    """Return the pairs that meet in place and time and mean something to each other, best first, over last.

    A place or period that is not known never removes a pair; it makes it *mogelijk*. Frameworks, what
    reaches a whole area (see `places.find_frameworks`) and phases of one activity are not paired.

    Parameters
    ----------
    activities
        Table `activities` in RD, already cut down to what may be seen.
    reference_day
        The peildatum.
    reach_m
        Largest distance [m] between working areas: the shapes, widened as their kind of work needs.
    slack_months
        Longest wait [months] between the end day of one and the begin day of the other.
    tau_months
        How fast the part for time falls with the gap: exp(-gap / tau).
    areas
        Table `buurten` in RD, to pair what lies "somewhere in" a buurt with what has a shape there.
    weights
        How many points each part of the score brings at most.

    Returns
    -------
    DataFrame
        One row per pair on a new index, ``a_id`` < ``b_id``, with

        - ``relation`` kans, dubbel, conflict or net gemist; ``certainty`` zeker or mogelijk, and why:
          ``place_certain``, ``time_certain``;
        - ``space`` overlap, same_street, near or unknown; ``same_street``; ``distance_m`` between the working
          areas [m], missing for an unknown place;
        - ``time`` tegelijk, na elkaar, net gemist, rustperiode or onbekend; ``gap_months`` and, for fuzzy
          ends, ``widest_gap_months``; ``together_from``, ``together_to`` the days both run, missing for an
          open side; ``first_id`` the one that ends before the other begins;
        - ``over`` two that go together would have done so before the peildatum (half the slack counted);
        - ``theme`` -3..3; ``room``, ``space_share``, ``time_share`` 0..1; ``a_group``, ``b_group`` letters
          of the theme groups;
        - ``part_space``, ``part_time``, ``part_theme``, ``part_room`` in points, and their sum ``score``
          (`scoring.weigh` gives them anew for other weights).

    Raises
    ------
    TableError
        ``column_missing``, ``geometry_missing``, ``crs_not_rd``, ``outside_rd``.

    Notes
    -----
    Space: meeting 0.5 + 0.5 x shared area / smaller area, apart 0.5 x (1 - distance / reach). Room to move is
    the larger of the two. Every part is rounded to 0.1 before the sum is made.
    """
    require(activities, ACTIVITIES, *ACTIVITIES.columns)
    compared = compare(activities, vocabulary=vocabulary, reference_day=reference_day)
    one, other = find_candidates(compared, reach_m=reach_m, areas=areas)
    pairs = add_time(pd.DataFrame({"one": one, "other": other}), compared)
    pairs = pairs[may_meet(pairs, slack_months=slack_months)]
    pairs = add_theme(pairs, compared, vocabulary)
    pairs = add_place(pairs[may_mean(pairs)], compared, reach_m=reach_m)
    pairs = add_shared(decide(pairs, slack_months=slack_months), compared)
    pairs = add_shares(pairs, compared, reach_m=reach_m, tau_months=tau_months)
    pairs = pairs.assign(over=_is_over(pairs, compared, month_of(reference_day) - slack_months / 2))
    return best_first(_tell(add_points(pairs, weights=weights), compared))


def add_time(pairs: pd.DataFrame, compared: Compared) -> pd.DataFrame:
    """Add the gaps and, for a pair with one that is over, the wait from its end to the other's beginning."""
    one, other = pairs["one"].to_numpy(), pairs["other"].to_numpy()
    spans = compared.spans
    least = least_gaps(spans, one, other)
    one_past = compared.past[one] ^ compared.past[other]
    ended, next_one = np.where(compared.past[one], one, other), np.where(compared.past[one], other, one)
    asked = one_past & ~np.isnan(least)
    before, after = ended[asked], next_one[asked]
    wait_least, wait_most = np.full(len(pairs), -np.inf), np.full(len(pairs), np.inf)
    wait_least[asked] = spans.start_earliest[after] - spans.end_latest[before]
    wait_most[asked] = spans.start_latest[after] - spans.end_earliest[before]
    return pairs.assign(
        gap_months=least,
        widest_gap_months=most_gaps(spans, one, other),
        wait_least=wait_least,
        wait_most=wait_most,
        one_past=one_past,
        both_past=compared.past[one] & compared.past[other],
        next_running=spans.running[next_one],
        both_running=spans.running[one] & spans.running[other],
        both_works=compared.works[one] & compared.works[other],
    )


def add_place(pairs: pd.DataFrame, compared: Compared, *, reach_m: float) -> pd.DataFrame:
    """Add distances, who works in one street and whose place is sure; pairs out of reach are left out."""
    one, other = pairs["one"].to_numpy(), pairs["other"].to_numpy()
    between = measure(compared.shapes, one, other)
    apart = between - compared.widths[one] - compared.widths[other]
    distance = np.maximum(apart, 0)
    by_name = _share_name(pairs, compared)
    unknown = np.isnan(distance)
    near = unknown | by_name | (distance <= reach_m)
    pairs = pairs.assign(distance_m=distance, depth_m=-apart)[near]
    one, other = one[near], other[near]
    same_street = by_name[near]
    is_line = shapely.get_dimensions(compared.shapes) == 1
    lines = np.flatnonzero(is_line[one] & is_line[other])
    same_street[lines] |= in_one_street(compared.shapes[one[lines]], compared.shapes[other[lines]])
    certain = ~(compared.coarse[one] | compared.coarse[other] | unknown[near])
    return pairs.assign(same_street=same_street, place_certain=certain)


def add_shared(pairs: pd.DataFrame, compared: Compared) -> pd.DataFrame:
    """Add the part of the area that pairs share and the word for their place: what takes longest, so last."""
    shared = _shared_part(pairs, compared)
    words = np.select(
        [pairs["same_street"], pairs["distance_m"].isna(), shared > 0],
        ["same_street", "unknown", "overlap"],
        default="near",
    )
    return pairs.assign(shared=shared, space=words)


def _share_name(pairs: pd.DataFrame, compared: Compared) -> Flags:
    names = find_street_names(compared.frame)
    if names.empty:
        return np.zeros(len(pairs), dtype=bool)
    told = names.merge(names, on="street")[["position_x", "position_y"]]
    return np.asarray(pd.MultiIndex.from_frame(pairs[["one", "other"]]).isin(pd.MultiIndex.from_frame(told)))


def _shared_part(pairs: pd.DataFrame, compared: Compared) -> Numbers:
    """Return the area that working areas share, as part of the smaller one; 0 when they do not meet.

    Where a place is not certain and they meet deeply it is 1 without cutting: such a pair earns the same
    however much it shares.
    """
    deep = (~pairs["place_certain"] & (pairs["depth_m"] >= DEEP_M)).to_numpy()
    shared = deep.astype(np.float64)
    meeting = np.flatnonzero((pairs["distance_m"] == 0) & ~deep)
    two = pairs[["one", "other"]].to_numpy()[meeting]
    whole = _is_within(two, compared)
    shared[meeting[whole]] = 1
    meeting = meeting[~whole]
    needed, where = np.unique(two[~whole], return_inverse=True)
    areas = widen(compared.shapes[needed], compared.widths[needed])
    sizes = shapely.area(areas)
    left, right = where.reshape(-1, 2).T
    both = shapely.area(share_out(shapely.intersection, areas[left], areas[right]))
    shared[meeting] = both / np.minimum(sizes[left], sizes[right])
    return np.round(shared, 9)  # so that a shift of the coordinates changes nothing


def _is_within(two: Places, compared: Compared) -> Flags:
    """Return which pairs are a point and an area that holds it with its width: most of what meets."""
    sizes = shapely.get_dimensions(compared.shapes)[two]
    answer: Flags = np.asarray((np.sort(sizes, axis=1) == [0, 2]).all(axis=1), dtype=bool)
    points, areas = np.take_along_axis(two[answer], np.argsort(sizes[answer], axis=1), axis=1).T
    spots, around = compared.shapes[points], compared.shapes[areas]
    room = shapely.distance(spots, shapely.boundary(around))
    wide = np.maximum(compared.widths[points], LEAST_WIDTH_M)
    answer[answer] = shapely.contains(around, spots) & (room >= wide)
    return answer


def add_theme(pairs: pd.DataFrame, compared: Compared, vocabulary: Vocabulary) -> pd.DataFrame:
    """Add the value of the interaction table, and whether it is other work or for the same people."""
    frame = compared.frame
    theme, themes = frame["theme"].factorize()
    kind, kinds = frame["kind"].factorize()
    one, other = pairs["one"].to_numpy(), pairs["other"].to_numpy()
    same = theme[one] == theme[other]
    street = frame["theme"].isin(vocabulary.street_themes).to_numpy(dtype=bool)
    words = [(str(a), str(b)) for a in themes for b in kinds]

    def sort(rows: Places) -> Places:
        return theme[rows] * len(kinds) + np.where(same, kind[rows], 0)  # kinds count within one theme only

    return pairs.assign(
        theme=_ask_once(sort(one), sort(other), lambda a, b: vocabulary.strength(*words[a], *words[b])),
        other_work=~same | (street[one] & (kind[one] != kind[other])),
        alike=_share_people(one, other, frame["target_groups"], among=same),
    )


def _share_people(one: Places, other: Places, target_groups: pd.Series, *, among: Flags) -> Flags:
    """Return which pairs of `among` are for some of the same people."""
    answer = among.copy()
    one, other = one[among], other[among]
    asked = np.unique(np.concatenate((one, other)))
    sets = np.fromiter(map(frozenset, target_groups.iloc[asked]), dtype=object, count=len(asked))
    people = np.zeros(len(target_groups), dtype=np.intp)
    people[asked], groups = pd.factorize(sets)
    answer[among] = _ask_once(people[one], people[other], lambda a, b: bool(groups[a] & groups[b])) > 0
    return answer


def _ask_once(one: Places, other: Places, ask: Callable[[int, int], int]) -> npt.NDArray[np.int64]:
    """Return the answer for every two sorts, asked once for those that are the same."""
    count = int(other.max(initial=0)) + 1
    where, asked = pd.factorize(one * count + other)
    return np.array([ask(*divmod(int(two), count)) for two in asked], dtype=np.int64)[where]


def add_shares(pairs: pd.DataFrame, compared: Compared, *, reach_m: float, tau_months: float) -> pd.DataFrame:
    """Add how much of the parts for space and time a pair earns, and the room that the larger one has."""
    return pairs.assign(
        space_share=space_share(
            pairs["distance_m"], pairs["shared"], pairs["place_certain"], reach_m=reach_m
        ),
        time_share=time_share(pairs["gap_months"], tau_months=tau_months),
        room=np.maximum(compared.movable[pairs["one"]], compared.movable[pairs["other"]]),
    )


def _is_over(pairs: pd.DataFrame, compared: Compared, before_month: float) -> Flags:
    """Return which pairs that go together had one that ended before a month; a wait is over by itself."""
    ends = compared.spans.end_latest
    ended = np.minimum(ends[pairs["one"]], ends[pairs["other"]]) < before_month
    return np.asarray(ended & pairs["time"].isin(_TOGETHER), dtype=bool)


def _tell(pairs: pd.DataFrame, compared: Compared) -> pd.DataFrame:
    """Return the promised columns: the smaller id first, the days together, which one is first."""
    spans, frame = compared.spans, compared.frame
    ids, groups = frame["id"].array, frame["theme_group"].array
    one, other = pairs["one"].to_numpy(), pairs["other"].to_numpy()
    swap = np.asarray(ids.take(one) > ids.take(other), dtype=bool)
    a, b = np.where(swap, other, one), np.where(swap, one, other)
    a_ids, b_ids = pd.Series(ids.take(a), pairs.index), pd.Series(ids.take(b), pairs.index)
    together = (pairs["gap_months"] == 0) & ~pairs["one_past"]
    starts, ends = (frame[name].to_numpy(dtype="datetime64[s]") for name in ("start_earliest", "end_latest"))
    first = a_ids.where(spans.end_latest[a] < spans.start_earliest[b], b_ids)
    told = pairs.assign(
        a_id=a_ids,
        b_id=b_ids,
        a_group=groups.take(a),
        b_group=groups.take(b),
        together_from=pd.Series(np.fmax(starts[a], starts[b]), pairs.index).where(together),
        together_to=pd.Series(np.fmin(ends[a], ends[b]), pairs.index).where(together),
        first_id=first.where(pairs["gap_months"] > 0),
    )
    return told[list(COLUMNS)]
