"""The national services on loopback: answers in the recorded form, and every bad manner on demand.

The gemeente is that of `tests.homes`: three square buurten, of which one has no score and one keeps its
inhabitants secret; a lake; a buurt with a score and no outline; and another gemeente to the east.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import shapely

from gis.crs import shape_to_wgs84
from tests.homes import BOTTOM, CODES, LEFT, SIDE, squares

RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"
REAL = "https://api.pdok.nl"
XML = b'<?xml version="1.0"?><ows:ExceptionReport><ows:Exception exceptionCode="x"/></ows:ExceptionReport>'
WRONG = {"title": "Bad Request", "status": 400, "detail": "unknown", "timeStamp": ""}
HUGE = 300_000_000
PAGE = 2  # features per page of the OGC service, so that links are followed

Features = list[dict[str, Any]]


def buurten() -> Features:
    names = ("Selwerd", "Paddepoel", "Tuinwijk")
    inhabitants = (1000, -99997, 0)
    rows = [
        _feature(
            shape,
            buurtcode=code,
            buurtnaam=name,
            aantal_inwoners=count,
            percentage_koopwoningen=21,
            **_above("WK001410", "NEE"),
        )
        for shape, code, name, count in zip(squares(), CODES, names, inhabitants, strict=True)
    ]
    lake = shapely.box(LEFT, BOTTOM - SIDE, LEFT + SIDE, BOTTOM)
    return [
        *rows,
        _feature(
            lake, buurtcode="BU00149999", buurtnaam="", aantal_inwoners=-99997, **_above("WK001499", "JA")
        ),
    ]


def wijken() -> Features:
    return [
        _feature(
            shapely.union_all(squares()),
            wijkcode="WK001410",
            wijknaam="Nieuw-Noord",
            gemeentecode="GM0014",
            gemeentenaam="Groningen",
            jrstatcode="2024WK001410",
            water="NEE",
            aantal_inwoners=1640,
        )
    ]


def gemeenten() -> Features:
    east = shapely.box(LEFT + 3 * SIDE, BOTTOM, LEFT + 5 * SIDE, BOTTOM + SIDE)
    far = shapely.box(110_000, 480_000, 130_000, 490_000)
    told = (
        ("GM0014", "Groningen", shapely.union_all(squares())),
        ("GM1952", "Midden-Groningen", east),
        ("GM0363", "Amsterdam", far),
    )
    return [
        _feature(
            shape,
            gemeentecode=code,
            gemeentenaam=name,
            jrstatcode=f"2024{code}",
            water="NEE",
            aantal_inwoners=243_790,
        )
        for code, name, shape in told
    ]


def scores(level: str) -> Features:
    told = {
        "buurt": (
            ("BU00141000", 5, -0.1),
            ("BU0014AB10", 9, 0.25),
            ("BU00147777", 3, -0.2),
            ("BU19520101", 6, 0),
        ),
        "wijk": (("WK001410", 6, -0.05),),
        "gemeente": (("GM0014", 7, 0.0273),),
    }[level]
    return [
        {
            "type": "Feature",
            "id": f"{level}score24.{number}",
            "geometry_name": "geom",
            "geometry": _geometry(squares()[0]),
            "properties": {
                "gemeente": "Groningen",
                "name": code,
                "id": code,
                "scale": level,
                "kscore": kscore,
                **dict.fromkeys(("kafw", "kfys", "konv", "ksoc", "kvrz", "kwon"), kscore),
                "afw": afw,
                **dict.fromkeys(("fys", "onv", "soc", "vrz", "won"), afw / 5),
                "year": "2024",
            },
        }
        for number, (code, kscore, afw) in enumerate(told, start=1)
    ]


def figures() -> list[dict[str, Any]]:
    return [
        {
            "ID": number,
            "WijkenEnBuurten": code.ljust(10),
            "SoortRegio_2": "Buurt     ",
            "AantalInwoners_5": count,
            "HuishoudensTotaal_29": households,
        }
        for number, (code, count, households) in enumerate(
            zip(CODES, (1005, None, 0), (500, 320, None), strict=True)
        )
    ]


@dataclass
class Replay:
    """What the services have, how they behave, and what they were asked.

    `manners` are tried from the first; one that returns True has answered itself.
    """

    address: str = ""
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    manners: list[Callable[["Handler"], bool]] = field(default_factory=list)
    tables: dict[str, Features] = field(
        default_factory=lambda: {"gemeenten": gemeenten(), "wijken": wijken(), "buurten": buurten()}
    )
    over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers as PDOK, the Leefbaarometer and CBS do."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    @property
    def told(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def do_GET(self) -> None:
        replay = self.server.replay
        replay.asked.append(self.path)
        replay.agents.append(self.headers["User-Agent"])
        if any(manner(self) for manner in list(replay.manners)):
            return
        path = urlsplit(self.path).path
        if "/ogc/v1/collections/" in path:
            self._ogc(path.split("/")[-2])
        elif path == "/lbm3/ows":
            self._wfs()
        elif path == "/ODataApi/odata/85984NED/TypedDataSet":
            begins = self.told["$filter"].partition("'")[2].rstrip("')")
            rows = [row for row in figures() if row["WijkenEnBuurten"].startswith(begins)]
            self.say({"odata.metadata": "https://opendata.cbs.nl/x", "value": rows})
        else:
            self.say(WRONG, status=404)

    def _ogc(self, collection: str) -> None:
        known = {"f", "limit", "crs", "gemeentecode", "bbox", "bbox-crs", "cursor"}
        if set(self.told) - known:
            self.say(WRONG, status=400)
            return
        found = self.server.replay.tables[collection]
        if code := self.told.get("gemeentecode"):
            found = [one for one in found if one["properties"]["gemeentecode"] == code]
        if box := self.told.get("bbox"):
            assert self.told["bbox-crs"] == RD_URI
            around = shapely.box(*map(float, box.split(",")))
            found = [
                one for one in found if shapely.from_geojson(json.dumps(one["geometry"])).intersects(around)
            ]
        start = int(self.told.get("cursor", "0"))
        links = [{"rel": "self", "href": REAL + self.path}]
        if start + PAGE < len(found):
            onward = self.path.split("&cursor=")[0] + f"&cursor={start + PAGE}"
            links.append({"rel": "next", "href": REAL + onward})  # as the real service: with its own name
        page = found[start : start + PAGE]
        degrees = self.told.get("crs") != RD_URI
        self.say(
            {
                "type": "FeatureCollection",
                "timeStamp": "2026-02-15T08:28:53Z",
                "links": links,
                "features": [in_degrees(one) for one in page] if degrees else page,
                "numberReturned": len(page),
            },
            **{"Content-Crs": f"<{RD_URI}>", "Content-Type": "application/geo+json"} if not degrees else {},
        )

    def _wfs(self) -> None:
        level = self.told["typeName"].removeprefix("lbm3:").removesuffix("score24")
        found = scores(level)
        start, count = int(self.told.get("startIndex", "0")), int(self.told["count"])
        page = found[start : start + count]
        self.say(
            {
                "type": "FeatureCollection",
                "features": page,
                "totalFeatures": len(found),
                "numberMatched": len(found),
                "numberReturned": len(page),
                "timeStamp": "2026-02-15T08:28:53.227Z",
                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
            }
        )

    def say(self, told: object, *, status: int = 200, **headers: str) -> None:
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    replay: Replay

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no fault here."""


@contextmanager
def replaying() -> Iterator[Replay]:
    """Run the services on a free port of loopback."""
    replay = Replay()
    with Server(("127.0.0.1", 0), Handler) as server:
        server.replay = replay
        replay.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield replay
        replay.over.set()
        server.shutdown()
        thread.join()


# Bad manners: each returns True when it answered.


def only(path: str, manner: Callable[[Handler], bool], *, times: int = 10**9) -> Callable[[Handler], bool]:
    """Behave badly where the address holds these words, so many times."""
    left = [times]

    def behave(handler: Handler) -> bool:
        if path not in handler.path or not left[0]:
            return False
        left[0] -= 1
        return manner(handler)

    return behave


def hang(handler: Handler) -> bool:
    handler.server.replay.over.wait(20)
    handler.close_connection = True
    return True


def drip_head(handler: Handler) -> bool:
    """One letter of the headers at a time, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    return _drip(handler, b"x")


def drip_body(handler: Handler) -> bool:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    return _drip(handler, b" ")


def _drip(handler: Handler, letter: bytes) -> bool:
    handler.close_connection = True
    while not handler.server.replay.over.wait(0.02):
        handler.wfile.write(letter)
        handler.wfile.flush()
    return True


def status(code: int, **headers: str) -> Callable[[Handler], bool]:
    def behave(handler: Handler) -> bool:
        handler.say(WRONG, status=code, **{name.replace("_", "-"): value for name, value in headers.items()})
        return True

    return behave


def said(body: object, **headers: str) -> Callable[[Handler], bool]:
    def behave(handler: Handler) -> bool:
        handler.say(body, **{name.replace("_", "-"): value for name, value in headers.items()})
        return True

    return behave


def hang_up(handler: Handler) -> bool:
    handler.close_connection = True
    return True


def huge(handler: Handler) -> bool:
    """Zeros without end and without saying how many."""
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(HUGE // 65_536):
        handler.wfile.write(bytes(65_536))
    return True


def announced_huge(handler: Handler) -> bool:
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % HUGE)
    time.sleep(0.05)
    return True


def in_degrees(feature: dict[str, Any]) -> dict[str, Any]:
    shape = shape_to_wgs84(shapely.from_geojson(json.dumps(feature["geometry"])))
    return {**feature, "geometry": _geometry(shape)}


def _feature(shape: shapely.Geometry, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "id": "u1", "properties": properties, "geometry": _geometry(shape)}


def _geometry(shape: shapely.Geometry) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(shapely.to_geojson(shapely.multipolygons(shapely.get_parts([shape]))))
    return told


def _above(wijkcode: str, water: str) -> dict[str, object]:
    return {
        "wijkcode": wijkcode,
        "gemeentecode": "GM0014",
        "gemeentenaam": "Groningen",
        "jrstatcode": "2024BU",
        "water": water,
    }
