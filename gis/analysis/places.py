"""Where activities are: their working area, who lies near whom, and who works in one street."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from gis.analysis.moments import Flags, Numbers, Places
from gis.processors import share_out
from gis.vocabulary import Vocabulary

Shapes = npt.NDArray[np.object_]

LEAST_WIDTH_M = 1.0  # metres on each side of a point or line, so that it has an area to share
ARC_PIECES = 16  # per quarter circle: 0.16 % less area than the true one, 30 mm within its arc at 25 m
TILE_M = 300.0  # metres; a few hundred shapes of a full city, which a processor keeps at hand
SAME_STREET_M = 10.0  # metres between two lines in one street
SAME_STREET_LENGTH_M = 25.0  # metres over which they must lie so; a crossing gives about 20


def find_frameworks(activities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the activities that are never paired: programmes, and what reaches a whole area."""
    return activities.loc[~is_compared(activities)]


def is_compared(activities: gpd.GeoDataFrame) -> Flags:
    """Return per row whether the activity has a place of its own, known or not."""
    local = activities["reach"].isna() | (activities["reach"] == "plek")
    return (local & ~activities["framework"]).to_numpy(dtype=bool)


def has_shape(activities: gpd.GeoDataFrame) -> Flags:
    """Return per row whether there is a shape on the map."""
    shapes = activities.geometry.to_numpy()
    return np.asarray(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)), dtype=bool)


def is_coarse(activities: gpd.GeoDataFrame, *, vocabulary: Vocabulary) -> Flags:
    """Return per row whether the place is known more roughly than a street; not told is rough."""
    fine = {name for name, coarse in vocabulary.accuracies.items() if not coarse}
    return (~activities["accuracy"].isin(fine)).to_numpy(dtype=bool)


def find_widths(activities: gpd.GeoDataFrame, *, vocabulary: Vocabulary) -> Numbers:
    """Return the working width [m] on each side of every shape, as its kind of work needs."""
    dimension = shapely.get_dimensions(activities.geometry.to_numpy())
    number, names = activities["kind"].factorize()
    kinds = [vocabulary.kinds[name] for name in names]
    told = np.array([kind.widen_m for kind in kinds], dtype=np.float64)
    of_lines = np.array([kind.widen_line_m for kind in kinds], dtype=np.float64)
    return np.asarray(np.where(dimension == 1, of_lines[number], told[number]))


def widen(shapes: Shapes, widths: Numbers) -> Shapes:
    """Return every shape widened by its width [m], points and lines by at least 1 m: all are areas."""
    thin = shapely.get_dimensions(shapes) < 2  # noqa: PLR2004  two dimensions: an area
    widths = np.where(thin, np.maximum(widths, LEAST_WIDTH_M), widths)
    wide, rows = shapes.copy(), widths > 0
    wide[rows] = share_out(partial(shapely.buffer, quad_segs=ARC_PIECES), shapes[rows], widths[rows])
    return wide


def find_near(shapes: Shapes, widths: Numbers, *, reach_m: float) -> tuple[Places, Places]:
    """Return pairs of positions whose bounding boxes, widened, lie within reach; each pair once.

    Points find each other in a kd-tree, everything else by bounding boxes in a spatial tree. The exact
    distance is for the caller: pairs at a corner of the boxes may lie further apart.

    Parameters
    ----------
    shapes
        In RD, none missing or empty.
    widths
        Working width [m] on each side of every shape.
    reach_m
        Largest distance [m] between working areas.

    Notes
    -----
    No pair lies further apart than the widest of its kind allows, so one tree per kind is enough, of the
    shapes as they are: making and sorting widened boxes of all of them took half of the time. The searches
    go at once, each on a processor of its own.
    """
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    points, others = np.flatnonzero(is_point), np.flatnonzero(~is_point)
    others = others[_by_tile(shapes[others])]
    searches = [partial(_near_points, shapes, widths, points, reach_m=reach_m)] if len(points) > 1 else []
    searches += [
        partial(_near_others, shapes, widths, others, around, reach_m=reach_m)
        for around in (points, others)
        if len(around) and len(others)
    ]
    if not searches:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    with ThreadPoolExecutor(len(searches)) as threads:
        found = list(threads.map(lambda search: search(), searches))
    one, other = (np.concatenate(side) for side in zip(*found, strict=True))
    return np.minimum(one, other), np.maximum(one, other)


def _by_tile(shapes: Shapes) -> Places:
    """Return the shapes with neighbours together, so that they are at hand when measured."""
    west, south, _, _ = np.floor(shapely.bounds(shapes) / TILE_M).T
    return np.lexsort((west, south))


def _near_points(shapes: Shapes, widths: Numbers, points: Places, *, reach_m: float) -> tuple[Places, Places]:
    radius = reach_m + 2 * float(widths[points].max())
    tree = KDTree(shapely.get_coordinates(shapes[points]), balanced_tree=False, compact_nodes=False)
    one, other = tree.query_pairs(radius, output_type="ndarray").T
    return points[one], points[other]


def _near_others(
    shapes: Shapes, widths: Numbers, others: Places, around: Places, *, reach_m: float
) -> tuple[Places, Places]:
    """Return pairs of what is no point (`others`) and what may lie `around` it."""
    pad = (widths[others] + reach_m + widths[around].max())[:, np.newaxis] * [-1, -1, 1, 1]
    boxes: Shapes = np.asarray(shapely.box(*(shapely.bounds(shapes[others]) + pad).T))
    one, other = shapely.STRtree(shapes[around]).query(boxes)
    if around is others:  # each found the other, and itself
        one, other = one[one < other], other[one < other]
    return others[one], around[other]


def measure(shapes: Shapes, one: Places, other: Places) -> Numbers:
    """Return the distance [m] between the shapes of every pair; nan where one of the two has none.

    Parameters
    ----------
    one, other
        Positions in `shapes`, pair by pair.

    Notes
    -----
    Most pairs are two points, and their coordinates tell it at once.
    """
    x, y = shapely.get_x(shapes), shapely.get_y(shapes)  # nan for what is no point
    across, along = x[one] - x[other], y[one] - y[other]
    told = np.sqrt(across * across + along * along)
    rest = np.flatnonzero(np.isnan(told))
    told[rest] = share_out(shapely.distance, shapes[one[rest]], shapes[other[rest]])
    return np.asarray(told)


def in_one_street(one: Shapes, other: Shapes) -> Flags:
    """Return per pair whether both are lines that lie within 10 m of each other over at least 25 m."""
    answer = np.zeros(len(one), dtype=bool)
    lines = (shapely.get_dimensions(one) == 1) & (shapely.get_dimensions(other) == 1)
    rows = np.flatnonzero(lines)
    rows = rows[shapely.dwithin(one[rows], other[rows], SAME_STREET_M)]
    along, back = (_length_near(one[rows], other[rows]), _length_near(other[rows], one[rows]))
    answer[rows] = np.minimum(along, back) >= SAME_STREET_LENGTH_M
    return answer


def _length_near(lines: Shapes, others: Shapes) -> Numbers:
    """Return over which length [m] every line lies so near to the other one that it is one street."""

    def near(line: Shapes, other: Shapes) -> Shapes:
        return np.asarray(shapely.intersection(line, shapely.buffer(other, SAME_STREET_M)))

    return np.asarray(shapely.length(share_out(near, lines, others)))


def count_in_one_street(lines: Shapes) -> int:
    """Return how many of the lines lie in the street that holds most of them; 0 when no two share one."""
    one, other = np.triu_indices(len(lines), k=1)
    shared = in_one_street(lines[one], lines[other])
    links = coo_array((np.ones(shared.sum()), (one[shared], other[shared])), shape=(len(lines), len(lines)))
    if not shared.any():
        return 0
    _, street = connected_components(links, directed=False)
    return int(np.bincount(street).max())


def find_street_names(activities: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return `position` and `street` (gemeente digits and name) of the rows that tell both."""
    told = np.flatnonzero(activities["street"].notna())
    frame = activities.iloc[told]
    rows = [
        (position, f"{code[2:6]} {' '.join(street.casefold().split())}")
        for position, street, codes in zip(told, frame["street"], frame["area_codes"], strict=True)
        if street.strip()
        for code in codes
    ]
    return pd.DataFrame(rows, columns=["position", "street"]).drop_duplicates()


def find_areas(activities: gpd.GeoDataFrame, *, areas: gpd.GeoDataFrame | None) -> list[tuple[str, ...]]:
    """Return per row the digits of the buurten, wijken or gemeenten it lies in or may lie in.

    Digits without the letters of a CBS code nest: those of a buurt begin with those of its wijk.

    Parameters
    ----------
    areas
        Table `buurten`; where given, what has a shape lies in the buurten that the shape meets. Without
        it, and outside of it, the told `area_codes` count.
    """
    answer = [tuple(code[2:] for code in codes) for codes in activities["area_codes"]]
    if areas is None:
        return answer
    placed = np.flatnonzero(has_shape(activities))
    hits = areas.sindex.query(activities.geometry.to_numpy()[placed], predicate="intersects")
    digits = areas["buurtcode"].str[2:].to_numpy()
    for position, found in pd.Series(digits[hits[1]]).groupby(placed[hits[0]]):
        answer[int(str(position))] = tuple(found)
    return answer


def find_in_one_area(areas: list[tuple[str, ...]], *, unknown: Flags) -> tuple[Places, Places]:
    """Return pairs of positions that may lie in one area, at least one at an unknown place; each once."""
    own = pd.DataFrame(
        [(position, code) for position, codes in enumerate(areas) for code in codes],
        columns=["position", "code"],
    )
    above = pd.DataFrame(
        chain.from_iterable(
            ((position, code[:length]) for length in sorted({4, 6, len(code)}))  # gemeente, wijk, itself
            for position, code in own.itertuples(index=False)
        ),
        columns=["position", "code"],
    )
    lost, lost_above = unknown[own["position"]], unknown[above["position"]]
    found = [own[lost].merge(above, on="code"), own[~lost].merge(above[lost_above], on="code")]
    pairs = pd.concat(found)[["position_x", "position_y"]].to_numpy(dtype=np.intp)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return np.divmod(each_once(pairs.min(axis=1) * len(areas) + pairs.max(axis=1)), len(areas))


def each_once(numbers: Places) -> Places:
    """Return the different numbers, in order; sorting is faster than the table that numpy would make."""
    order = np.sort(numbers)
    return order[np.diff(order, prepend=-1) > 0]
