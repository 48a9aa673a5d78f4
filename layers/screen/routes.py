"""Addresses of the map: its scripts and the published layers, on this machine only."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
import mimetypes
import threading
from collections import OrderedDict
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from xstatic.pkg import leaflet

from layers.layer import Layer

STORE_BYTES = 256 * 2**20  # what published layers may take together; the one used longest ago leaves first

_OWN = Path(__file__).parent
_LEAFLET = Path(leaflet.BASE_DIR)
_DRAWING = _OWN.parents[1] / "static" / "vendor"
_DRAWING_NAMES = ("leaflet-geoman.min.js", "leaflet-geoman.css")
_OWN_NAMES = (
    "map.js",
    "load.js",
    "chart.js",
    "features.js",
    "levels.js",
    "paint.js",
    "tokens.js",
    "text.js",
    "edit.js",
    "blocks.js",
    "stroke.js",
    "shapes.js",
    "tools.js",
    "reader.js",
    "timeline.js",
    "map.css",
    "cards.js",
    "cards.css",
    "bars.js",
    "bars.css",
)
_IMAGE_NAMES = ("layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")

# Every file that may be asked for, by name; nothing else of the disk can be reached.
FILES = {
    **{name: _OWN / name for name in _OWN_NAMES},
    **{name: _LEAFLET / name for name in ("leaflet.js", "leaflet.css")},
    **{f"images/{name}": _LEAFLET / "images" / name for name in _IMAGE_NAMES},
    **{name: _DRAWING / name for name in _DRAWING_NAMES},
}

_FOREVER = "public, max-age=31536000, immutable"  # the address changes with the content
_NOT_KEPT = "no-store"  # what not everybody may see stays out of the browser's disk
_GUARDS = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}


@dataclass(frozen=True)
class _Published:
    body: bytes
    media_type: str
    zipped: bool
    etag: str
    keep: str


class _Store:
    """Published layers of the whole process, bounded in bytes, safe between threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: OrderedDict[str, _Published] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, token: str) -> _Published | None:
        with self._lock:
            found = self._held.get(token)
            if found is not None:
                self._held.move_to_end(token)
            return found

    def put(self, token: str, published: _Published) -> None:
        with self._lock:
            if token in self._held:
                return
            self._held[token] = published
            self._size += len(published.body)
            while self._size > self._limit and len(self._held) > 1:
                _, oldest = self._held.popitem(last=False)
                self._size -= len(oldest.body)


_store = _Store(STORE_BYTES)


def publish(layer: Layer, *, secret: str) -> str:
    """Return the address under which the browser can fetch the layer; publishing it again is cheap.

    A public layer has the address of its content. Any other has one that only who knows `secret` can
    compute, and the browser does not keep it.

    Parameters
    ----------
    layer
        What is shown; marks and features go out, title and explanation do not.
    secret
        Unguessable text of one session.

    Examples
    --------
    >>> nothing = '{"type":"FeatureCollection","features":[]}'
    >>> layer = Layer("buurten", "Buurten", "area", nothing, (), public=True)
    >>> publish(layer, secret="one") == publish(layer, secret="two")
    True
    """
    token = layer.digest if layer.public else _hidden(layer.digest, secret)
    if _store.get(token) is None:
        _store.put(token, _prepare(layer, etag=token))
    return f"/kaart/laag/{token}"


def drawing_ready() -> bool:
    """Whether the files that drawing on the map needs are there; without them the map only shows."""
    return all(FILES[name].is_file() for name in _DRAWING_NAMES)


# What a component of ours runs in the browser: the script that its data name.
START = """
export default async function (component) {
  const own = await import(new URL(component.data.script, window.location.origin).href);
  return own.default(component);
}
"""


def file_address(name: str) -> str:
    """Return the address of one of `FILES`; it changes when any of them changes.

    Raises
    ------
    KeyError
        For a name that is not in the list: a fault in the house.
    """
    if name not in FILES:
        raise KeyError(name)
    return f"/kaart/vendor/{_version()}/{name}"


def routes() -> list[Route]:
    """Return the routes that the app adds to Streamlit's own."""
    return [
        Route("/kaart/vendor/{version}/{name:path}", _send_file, methods=["GET"]),
        Route("/kaart/laag/{token}", _send_layer, methods=["GET"]),
    ]


def _hidden(digest: str, secret: str) -> str:
    return hmac.new(secret.encode(), digest.encode(), hashlib.sha256).hexdigest()[:40]


def _prepare(layer: Layer, *, etag: str) -> _Published:
    keep = _FOREVER if layer.public else _NOT_KEPT
    if layer.kind == "image":
        return _Published(layer.image, "image/png", zipped=False, etag=etag, keep=keep)
    marks = json.dumps([asdict(mark) for mark in layer.marks], ensure_ascii=False)
    text = f'{{"marks":{marks},"features":{layer.features}}}'
    return _Published(
        gzip.compress(text.encode(), 6, mtime=0), "application/json", zipped=True, etag=etag, keep=keep
    )


@cache
def _version() -> str:
    told = hashlib.sha256()
    for name, path in FILES.items():
        told.update(name.encode())
        told.update(path.read_bytes() if path.is_file() else b"")
    return told.hexdigest()[:12]


@cache
def _read_file(name: str) -> _Published:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    body = FILES[name].read_bytes()
    zipped = media_type != "image/png"
    if zipped:
        body = gzip.compress(body, 9, mtime=0)
    return _Published(body, media_type, zipped=zipped, etag=f"{_version()}-{len(body)}", keep=_FOREVER)


def _send_file(request: Request) -> Response:
    name, version = request.path_params["name"], request.path_params["version"]
    if version != _version() or name not in FILES or not FILES[name].is_file():
        return Response(status_code=404, headers=_GUARDS)
    return _send(request, _read_file(name))


def _send_layer(request: Request) -> Response:
    published = _store.get(request.path_params["token"])
    if published is None:
        return Response(status_code=404, headers=_GUARDS)
    return _send(request, published)


def _send(request: Request, published: _Published) -> Response:
    headers = {
        **_GUARDS,
        "ETag": f'"{published.etag}"',
        "Cache-Control": published.keep,
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    body = published.body
    if published.zipped and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    elif published.zipped:
        body = gzip.decompress(body)
    return Response(body, media_type=published.media_type, headers=headers)
