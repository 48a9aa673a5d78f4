"""Drawing sheets on paper as a camera sees them: printed, drawn on, bent by perspective, lit unevenly."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import shapely
from PIL import Image, ImageDraw, ImageFont

from gis.sources.sheets import Sheet
from gis.workspace.sheets import Ground
from layers.paper.drawing_sheet import draw_drawing_sheet
from layers.paper.lettering import font_file, printable, width_mm
from layers.paper.papers import Paper, Path

DPI = 200
PER_MM = DPI / 25.4
ROLES = (
    *("bewoner", "gemeente", "corporatie", "wijkteam", "welzijn"),
    *("politie", "zorg", "onderwijs", "ondernemer", "anders"),
)
MIDDLE = (233_400, 583_100)
_SHIFT = 4  # bits behind the point, for cv2


def ground() -> list[Ground]:
    """Streets, water and two landmarks around the middle."""
    x, y = MIDDLE
    streets = [
        shapely.LineString([(x - 3000, y + d), (x + 3000, y + d * 0.7 + 90)]) for d in range(-900, 1000, 95)
    ]
    streets += [
        shapely.LineString([(x + d, y - 2000), (x + d * 1.1, y + 2000)]) for d in range(-1500, 1600, 120)
    ]
    water = shapely.LineString([(x - 2500, y - 700), (x, y + 100), (x + 2500, y + 60)]).buffer(25)
    names = [f"Straat {number}" for number in range(len(streets))]
    return [
        Ground((*streets,), (*names,)),
        Ground((water,), ("Van Starkenborghkanaal",)),
        Ground((shapely.Point(x + 130, y + 40), shapely.Point(x - 400, y - 200)), ("Kerk", "School")),
    ]


def print_sheet(
    sheet: Sheet, *, question="Teken de buurt waar u zich thuis voelt. Hoe noemt u die?"
) -> np.ndarray:
    """The sheet as a printer puts it on paper, red green blue."""
    return rasterise(draw_drawing_sheet(sheet, ground(), question=question, roles=ROLES))


def rasterise(paper: Paper) -> np.ndarray:
    """The first page of a paper as a picture."""
    size = round(paper.size.height * PER_MM), round(paper.size.width * PER_MM)
    page = np.full((*size, 3), 255, dtype="uint8")
    for mark in paper.pages[0]:
        if isinstance(mark, Path):
            _path(page, mark)
    picture = Image.fromarray(page)
    pen = ImageDraw.Draw(picture)
    for mark in paper.pages[0]:
        if not isinstance(mark, Path):
            font = ImageFont.truetype(font_file(bold=mark.bold), mark.size * DPI / 72)
            wide = width_mm(printable(mark.text), size=mark.size, bold=mark.bold)
            x = mark.x - {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
            pen.text((x * PER_MM, mark.y * PER_MM), printable(mark.text), mark.colour, font, anchor="ls")
    return np.array(picture)


def _path(page: np.ndarray, path: Path) -> None:
    parts = [np.rint((np.array(part) * PER_MM - 0.5) * 2**_SHIFT).astype("int32") for part in path.parts]
    if path.fill:
        over = page.copy()
        cv2.fillPoly(over, parts, _rgb(path.fill), cv2.LINE_AA, _SHIFT)
        cv2.addWeighted(over, path.fill_opacity, page, 1 - path.fill_opacity, 0, page)
    if path.stroke:
        wide = max(1, round(path.width * PER_MM))
        cv2.polylines(page, parts, path.closed, _rgb(path.stroke), wide, cv2.LINE_AA, _SHIFT)


def _rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


PENS = ((214, 40, 45), (190, 20, 40), (30, 60, 170), (20, 90, 190), (60, 40, 150), (225, 60, 30))


def some_outline(sheet: Sheet, rng: np.random.Generator) -> np.ndarray:
    """The corners [mm] of a closed line within the map, round or angular, as people draw a buurt."""
    left, top, right, bottom = sheet.frame
    high = bottom - top
    middle = np.array([rng.uniform(left + high / 2, right - high / 2), (top + bottom) / 2])
    turn = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    radius = np.full_like(turn, 1.0)
    for wave in range(1, 6):
        radius += rng.normal(0, 0.22 / wave**1.2) * np.cos(wave * turn + rng.uniform(0, 2 * np.pi))
    radius = np.clip(radius, 0.35, None)
    if rng.random() < 0.4:  # straight pieces from corner to corner
        keep = np.sort(rng.choice(len(turn), rng.integers(5, 10), replace=False))
        if np.diff(np.append(keep, keep[0] + len(turn))).max() < len(turn) / 3:
            angles, radii = turn[keep], radius[keep]
            spots = np.column_stack([np.cos(angles) * radii, np.sin(angles) * radii])
            line = shapely.segmentize(shapely.LinearRing(spots), 0.01)
            shape = np.asarray(line.coords)[:-1]
        else:
            shape = np.column_stack([np.cos(turn), np.sin(turn)]) * radius[:, None]
    else:
        shape = np.column_stack([np.cos(turn), np.sin(turn)]) * radius[:, None]
    reach = rng.uniform(0.45, 0.9) * (high / 2 - 6)
    spots = middle + shape / np.abs(shape).max() * reach
    margin = 6.0
    return np.clip(spots, (left + margin, top + margin), (right - margin, bottom - margin))


def draw_line(page: np.ndarray, spots: np.ndarray, *, pen, wide: float, rng, closed=True, lap=0.0) -> None:
    """Draw a felt-tip line [mm] that darkens what is below, in pressure that varies."""
    ink = np.full(page.shape[:2], 255, dtype="uint8")
    run = np.vstack([spots, spots[:1]]) if closed else spots
    if closed and lap:  # the hand goes on a little past its beginning, beside the line
        extra = spots[1 : max(2, round(len(spots) * lap))]
        run = np.vstack([run, extra + rng.normal(0, 0.3, 2)])
    pressure = wide * (1 + 0.12 * np.sin(np.linspace(0, rng.uniform(10, 40), len(run))))
    for (a, b), thick in zip(pairwise(run), pressure, strict=False):
        start, end = (tuple(np.rint((one * PER_MM - 0.5) * 2**_SHIFT).astype(int).tolist()) for one in (a, b))
        cv2.line(ink, start, end, 0, max(1, round(thick * PER_MM)), cv2.LINE_AA, _SHIFT)
    aside = 4 + wide
    low, high = (
        ((run.min(axis=0) - aside) * PER_MM).astype(int),
        ((run.max(axis=0) + aside) * PER_MM).astype(int),
    )
    there = np.s_[max(0, low[1]) : high[1], max(0, low[0]) : high[0]]
    cover = (255 - cv2.GaussianBlur(ink[there], (0, 0), 0.8)).astype("float32")[..., None] / 255
    cover *= rng.uniform(0.8, 0.95)
    page[there] = (page[there] * (1 - cover + cover * np.array(pen, "float32") / 255)).astype("uint8")


@dataclass(frozen=True)
class Shot:
    """How a photo is taken; angles in degrees, `blur` in pixels of the photo."""

    wide: int = 3000
    fill: float = 0.85
    turn: float = 0.0
    tilt: float = 8.0
    aside: float = 0.0
    blur: float = 0.8
    quality: int = 80
    shadow: float = 0.0
    slope: float = 0.2
    tint: tuple[float, float, float] = (1.0, 0.97, 0.9)
    noise: float = 3.0
    lens: float = 0.0
    table: tuple[int, int, int] = (110, 80, 55)


def some_shot(rng: np.random.Generator) -> Shot:
    """A photo as people take them: by hand, in a room with a lamp and a window."""
    tables = ((110, 80, 55), (60, 60, 65), (200, 195, 190), (150, 150, 150), (170, 60, 50))
    return Shot(
        wide=int(rng.integers(2400, 3400)),  # a phone of today takes 4,000
        fill=rng.uniform(0.7, 0.93),
        turn=float(rng.choice([0, 90, 180, 270])) + rng.normal(0, 5),
        tilt=abs(rng.normal(0, 12)),
        aside=rng.uniform(0, 360),
        blur=rng.uniform(0.4, 2.4),
        quality=int(rng.integers(45, 95)),
        shadow=rng.uniform(0, 0.6),
        slope=rng.uniform(0, 0.5),
        tint=(rng.uniform(0.85, 1), rng.uniform(0.85, 1), rng.uniform(0.72, 1)),
        noise=rng.uniform(1, 7),
        lens=rng.normal(0, 0.008),
        table=tables[rng.integers(len(tables))],
    )


def photograph(page: np.ndarray, shot: Shot, rng: np.random.Generator) -> np.ndarray:
    """A photo of a page that lies on a table, red green blue."""
    high = round(shot.wide * 0.75)
    page_high, page_wide = page.shape[:2]
    matrix = _camera(page_wide, page_high, shot, high)
    x, y = np.meshgrid(np.arange(shot.wide, dtype="float32"), np.arange(high, dtype="float32"))
    u, v = (x - shot.wide / 2) / shot.wide, (y - high / 2) / shot.wide
    bend = 1 + shot.lens * (u**2 + v**2) * 4
    spots = np.dstack([u * bend * shot.wide + shot.wide / 2, v * bend * shot.wide + high / 2])
    map_x, map_y = cv2.split(cv2.perspectiveTransform(spots, np.linalg.inv(matrix)))
    sharp = cv2.GaussianBlur(page, (0, 0), max(0.3, 0.35 * page_wide / (shot.wide * shot.fill)))
    seen = cv2.remap(sharp, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    there = cv2.remap(np.full(page.shape[:2], 255, "uint8"), map_x, map_y, cv2.INTER_LINEAR)
    grain = cv2.resize(rng.normal(0, 12, (high // 40, shot.wide // 8)).astype("float32"), (shot.wide, high))
    table = np.clip(cv2.merge([grain + colour for colour in shot.table]), 0, 255).astype("uint8")
    photo = np.where((there > 127)[..., None], seen, table)
    photo = photo * _light(shot, high, rng) * np.array(shot.tint, "float32")
    photo = cv2.GaussianBlur(photo, (0, 0), shot.blur)
    cv2.setRNGSeed(int(rng.integers(2**31)))
    photo += cv2.randn(np.empty(photo.shape, "float32"), (0,) * 3, (shot.noise,) * 3)
    told = np.clip(photo, 0, 255).astype("uint8")
    _, packed = cv2.imencode(".jpg", told[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, shot.quality])
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1].copy()


def _camera(page_wide: int, page_high: int, shot: Shot, high: int) -> np.ndarray:
    """From pixels of the page to pixels of the photo: turned, seen from aside, as large as it fits."""
    corners = np.array([(0, 0), (page_wide, 0), (page_wide, page_high), (0, page_high)], dtype="float64")
    plane = (corners - (page_wide / 2, page_high / 2)) / page_wide
    turn, tilt, aside = np.radians([shot.turn, shot.tilt, shot.aside])
    around = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    flat = np.column_stack([plane @ around.T, np.zeros(4)])
    axis = np.array([np.cos(aside), np.sin(aside), 0]) * tilt
    rotation, _ = cv2.Rodrigues(axis)
    space = flat @ rotation.T + (0, 0, 1.6)
    seen = space[:, :2] / space[:, 2:]
    seen -= (seen.max(axis=0) + seen.min(axis=0)) / 2
    span = seen.max(axis=0) - seen.min(axis=0)
    factor = min(shot.wide * shot.fill / span[0], high * shot.fill / span[1])
    target = seen * factor + (shot.wide / 2, high / 2)
    return cv2.getPerspectiveTransform(corners.astype("float32"), target.astype("float32"))


def _light(shot: Shot, high: int, rng: np.random.Generator) -> np.ndarray:
    """How bright it is at each pixel: a slope, and a soft bluish shadow over a part."""
    y, x = np.mgrid[0 : high // 8, 0 : shot.wide // 8].astype("float32") * 8
    way = float(rng.uniform(0, 2 * np.pi))
    ramp = (x / shot.wide - 0.5) * np.cos(way) + (y / high - 0.5) * np.sin(way)
    light = np.repeat((1 - shot.slope * (0.5 + ramp))[..., None], 3, axis=2)
    if shot.shadow:
        edge = float(rng.uniform(0.2, 0.8))
        far = (x / shot.wide - edge) * np.cos(way + 1) + (y / high - edge) * np.sin(way + 1)
        dark = 1 / (1 + np.exp(np.clip(-far / float(rng.uniform(0.004, 0.05)), -50, 50)))
        light *= 1 - dark[..., None] * np.array([1.0, 0.97, 0.9]) * shot.shadow
    return cv2.resize(light.astype("float32"), (shot.wide, high))
