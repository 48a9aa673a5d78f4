"""The small server that phones in the room talk to: one page, one question; outlines only come in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from xstatic.pkg import leaflet

from gis.errors import BuurtError, StoreError
from gis.register.rounds import Round
from gis.workspace import rounds
from gis.workspace.cache import open_place
from gis.workspace.home import Home
from gis.workspace.places import Place
from gis.workspace.registers import WORKSPACES, Register, open_register
from layers import messages
from layers.phone.busy import Busy
from layers.phone.limits import Rate, Refused, read_json
from layers.phone.words import TILES_HOST, ask, read_drawing, read_ping
from layers.words import drawing as said

REQUESTS, DRAWINGS = 600, 60  # per minute and address; a whole room may come from one

_OWN = Path(__file__).parent
_LEAFLET = Path(leaflet.BASE_DIR)
# Every file that may be asked for, by name; nothing else of the disk can be reached.
_FILES = {
    "phone.js": (_OWN / "phone.js", "text/javascript"),
    "phone.css": (_OWN / "phone.css", "text/css"),
    "stroke.js": (_OWN.parent / "screen" / "stroke.js", "text/javascript"),
    "leaflet.js": (_LEAFLET / "leaflet.js", "text/javascript"),
    "leaflet.css": (_LEAFLET / "leaflet.css", "text/css"),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",  # the address holds the key
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAID = {
    400: "Dit bericht begrijpen wij niet. Herlaad de pagina.",
    404: "Deze tekenronde is voorbij, of het adres klopt niet. Vraag wie de bijeenkomst leidt.",
    408: "Het duurde te lang. Probeer het opnieuw.",
    413: "Deze tekening heeft te veel punten. Teken haar iets eenvoudiger.",
    415: "Dit bericht begrijpen wij niet. Herlaad de pagina.",
    429: "Er komen nu te veel berichten van dit toestel. Wacht even en probeer het opnieuw.",
}

Answer = Callable[[Request, Register, Round], Awaitable[Response]]


def make_app(home: Home, *, host: str, now: Callable[[], datetime]) -> Starlette:
    """Return the server of the phones.

    Parameters
    ----------
    home
        Where the registers are.
    host
        The only ``Host`` that is answered to, with its port: another name for this machine is a trick.
    now
        The moment, asked for each drawing.
    """
    room = _Room(home, now)
    return Starlette(
        routes=[
            Route("/bestand/{name}", _send_file, methods=["GET"]),
            Route("/{key}", room.door(room.send_page), methods=["GET"]),
            Route("/{key}/vraag", room.door(room.send_question), methods=["GET"]),
            Route("/{key}/tekening", room.door(room.take_drawing), methods=["POST"]),
            Route("/{key}/bezig", room.door(room.take_ping), methods=["POST"]),
        ],
        middleware=[Middleware(_Guard, host=host), Middleware(GZipMiddleware, minimum_size=1_000)],
    )


class _Guard:
    """Answers only to our own name, not too often, and with the same strict headers on everything."""

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self._app, self._host = app, host
        self._rate = Rate(REQUESTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        origin = request.headers.get("origin")
        ours = request.headers.get("host") == self._host and origin in {None, f"http://{self._host}"}
        if not ours:
            await _refuse(404)(scope, receive, guarded)
        elif not self._rate.allows(_address(request)):
            await _refuse(429)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


class _Room:
    """The registers of one home, and who draws in their open round."""

    def __init__(self, home: Home, now: Callable[[], datetime]) -> None:
        self._home, self._now = home, now
        self._opened: dict[str, Register] = {}
        self._places: dict[tuple[str, int], Place] = {}
        self._questions: dict[str, bytes] = {}
        self._busy = Busy(home)
        self._rate = Rate(DRAWINGS)

    def door(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """Return the way to an answer for who knows the key of the open round; others find nothing."""

        async def open_to(request: Request) -> Response:
            found = await run_in_threadpool(self._find, str(request.path_params["key"]))
            if found is None:
                return _refuse(404)
            try:
                return await answer(request, *found)
            except Refused as refused:
                return _refuse(refused.status)
            except BuurtError as error:
                busy = isinstance(error, StoreError) and error.code == "register_busy"
                return JSONResponse({"told": messages.sentence(error)}, status_code=503 if busy else 422)

        return open_to

    async def send_page(self, _request: Request, _register: Register, going: Round) -> Response:
        """Return the page; only with the background map may it ask anything of another machine."""
        policy = _POLICY.replace("data:;", f"data: {TILES_HOST};") if going.tiles else _POLICY
        headers = {"Content-Security-Policy": policy}
        return Response(_read_file(_OWN / "page.html"), media_type="text/html", headers=headers)

    async def send_question(self, _request: Request, register: Register, going: Round) -> Response:
        """Return what a phone needs to know."""
        return Response(await run_in_threadpool(self._ask, register, going), media_type="application/json")

    async def take_drawing(self, request: Request, register: Register, going: Round) -> Response:
        """Keep an outline in the round, hidden."""
        if not self._rate.allows(_address(request)):
            raise Refused(429)
        told = await read_json(request)
        return await run_in_threadpool(self._take, told, register, going)

    async def take_ping(self, request: Request, _register: Register, going: Round) -> Response:
        """Hear whether somebody draws on a phone."""
        told = read_ping(await read_json(request))
        if told is None:
            raise Refused(400)
        phone, busy = told
        self._busy.hear(going.id, phone, busy=busy)
        return Response(status_code=204)

    def _find(self, key: str) -> tuple[Register, Round] | None:
        for name in WORKSPACES:
            if name not in self._opened and self._home.register_path(name).is_file():
                self._opened[name] = open_register(self._home, name)
        return rounds.find_by_key(self._opened.values(), key)

    def _ask(self, register: Register, going: Round) -> bytes:
        if going.id not in self._questions:
            self._questions = {going.id: ask(self._home, register, going, self._place(going))}
        return self._questions[going.id]

    def _take(self, told: object, register: Register, going: Round) -> Response:
        handed = read_drawing(told)
        if handed is None:
            raise Refused(400)
        day, place = register.moment(self._now()).date(), self._place(going)
        outline = rounds.hand_in(register, going, handed.shape, handed.told, drawn_on=day, place=place)
        mended = f"{said.mended(outline)} " if outline.mended else ""
        words = f"{mended}Uw tekening is binnen. Die blijft verborgen tot iedereen klaar is."
        return JSONResponse({"told": words}, status_code=201)

    def _place(self, going: Round) -> Place:
        which = (going.gemeente, going.year)
        if which not in self._places:
            self._places = {which: open_place(self._home, going.gemeente, jaar=going.year or None)}
        return self._places[which]


async def _send_file(request: Request) -> Response:
    found = _FILES.get(str(request.path_params["name"]))
    if found is None:
        return _refuse(404)
    path, kind = found
    return Response(_read_file(path), media_type=kind)


@cache
def _read_file(path: Path) -> bytes:
    return path.read_bytes()


def _refuse(status: int) -> Response:
    return JSONResponse({"told": _SAID[status]}, status_code=status)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
