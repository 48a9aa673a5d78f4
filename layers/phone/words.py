"""What phones say, read with care, and what they are told: the question and the ground, nothing of others."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from gis.crs import shape_to_wgs84
from gis.errors import SourceError, TableError
from gis.register.records import HOME_ORGANISATION
from gis.register.rounds import FELT, Round
from gis.register.visible import Audience
from gis.shapes import edited_to_rd
from gis.tables import BUURTEN
from gis.workspace import answers, own_layers
from gis.workspace.drawings import Seen
from gis.workspace.home import Home
from gis.workspace.looks import read_looks
from gis.workspace.places import Place
from gis.workspace.registers import Register
from gis.workspace.rounds import LONGEST_NAME, Told
from layers import boundaries, own
from layers.layer import Layer
from layers.screen.gesture import read_geometry, read_view
from layers.words import drawing as said

MOST_CORNERS = 2_000
TILES = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
TILES_HOST = "https://service.pdok.nl"

_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST_ROLE = 40


@dataclass(frozen=True)
class Handed:
    """An outline (RD [m]) with what who drew says of it."""

    shape: BaseGeometry
    told: Told


def read_drawing(told: object) -> Handed | None:
    """Return what a phone handed in; None when any of it is not understood.

    Raises
    ------
    TableError
        ``outside_rd`` for a place that is not in the Netherlands.
    """
    match told:
        case {"token": str(token), "ring": list(ring), "name": str(name), "role": str(role), **more}:
            known = set(more) == {"box", "zoom"} and len(ring) <= MOST_CORNERS
            short = len(name) <= LONGEST_NAME and len(role) <= _LONGEST_ROLE
            shape = read_geometry({"type": "Polygon", "coordinates": [ring]}) if known and short else None
            view = read_view(more)
            if shape is not None and view is not None and _TOKEN.fullmatch(token):
                seen = Seen(view.box, view.zoom)
                return Handed(edited_to_rd(shape, before=(), shown=()), Told(name, role, seen, token))
    return None


def read_ping(told: object) -> tuple[str, bool] | None:
    """Return which phone speaks and whether somebody draws on it, None when it is not understood."""
    match told:
        case {"phone": str(phone), "busy": bool(busy), **more} if not more and _TOKEN.fullmatch(phone):
            return phone, busy
    return None


def ask(home: Home, register: Register, going: Round, place: Place) -> bytes:
    """Return what a phone needs to know, as JSON: no line of CBS, no figure, nothing that anybody drew."""
    roles = register.vocabulary.lists["drawing_roles"]
    usual = "bewoner" if going.question == FELT else next(role for role in roles if role != "bewoner")
    told = {
        "question": said.asked(going.question, going.name),
        "names": not going.name,
        "roles": list(roles),
        "role": usual,
        "box": _box(register, place),
        "ground": [
            _ground(one) for one in [boundaries.draw_land(place.buurten), *_own(home, register, going)]
        ],
        "tiles": TILES if going.tiles else "",
        "credit": "Achtergrond: PDOK, Kadaster" if going.tiles else "",
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _ground(layer: Layer) -> dict[str, object]:
    return {"features": json.loads(layer.features), "marks": [asdict(mark) for mark in layer.marks]}


def _own(home: Home, register: Register, going: Round) -> list[Layer]:
    """Return the own layers that were chosen; one that is gone since is left out."""
    looks = [one for one in read_looks(home, register.workspace.name) if one.name in going.layers]
    found = []
    for look in looks:
        try:
            frame = own_layers.read_layer(own_layers.layer_path(home, look.name))
        except SourceError:
            continue
        found.append(own.draw_own(frame, title=look.name, look=look))
    return found


def _box(register: Register, place: Place) -> tuple[float, float, float, float]:
    """Return where to look first (degrees): where there is something for everybody, else the gemeente."""
    open_to_all = answers.see_activities(register, organisation=HOME_ORGANISATION, audience=Audience.PUBLIC)
    here = answers.in_gemeente(open_to_all, place)
    frames = [frame[frame.geometry.notna()] for frame in (here, place.buurten)]
    shapes = next((frame for frame in frames if len(frame)), None)
    if shapes is None:
        raise TableError("geometry_missing", table=BUURTEN.name)
    low_x, low_y, high_x, high_y = (float(value) for value in shapes.total_bounds)
    west, south, east, north = shape_to_wgs84(shapely.box(low_x, low_y, high_x, high_y)).bounds
    return west, south, east, north
