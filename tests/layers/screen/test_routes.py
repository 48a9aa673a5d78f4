import gzip
import json
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from layers.layer import Layer
from layers.screen import routes as screen_routes
from layers.screen.component import _describe
from layers.screen.routes import drawing_ready, file_address, publish, routes
from layers.style import Mark

FEATURES = '{"type":"FeatureCollection","features":[]}'
MARKS = (Mark("a", "één"),)
MINE, THEIRS = "mijn sessie", "een andere sessie"


def ask(path: str, **headers: str) -> Response:
    """What the routes answer, without a server."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    for route in Starlette(routes=routes()).routes:
        match, found = route.matches(scope)
        if match is Match.FULL:
            return found["endpoint"](Request({**scope, **found}))
    return Response(status_code=404)


@pytest.fixture
def layer() -> Layer:
    return Layer("plannen", "Plannen voor ons", "activity", FEATURES, MARKS, explanation="alleen wij")


@pytest.fixture
def open_layer() -> Layer:
    return Layer("buurten", "Buurten", "area", FEATURES, MARKS, public=True)


def test_published_layer_comes_back_as_marks_and_features(layer: Layer) -> None:
    answer = ask(publish(layer, secret=MINE))
    assert answer.status_code == 200
    told = json.loads(answer.body)
    assert told["features"] == json.loads(FEATURES)
    assert told["marks"][0]["label"] == "één"


def test_title_and_explanation_do_not_go_out(layer: Layer) -> None:
    body = ask(publish(layer, secret=MINE)).body
    assert b"voor ons" not in body
    assert b"alleen wij" not in body


def test_same_layer_has_one_address_and_other_content_another(open_layer: Layer) -> None:
    again = Layer("buurten", "Buurten", "area", FEATURES, MARKS, public=True)
    other = Layer("buurten", "Buurten", "area", FEATURES, (Mark("a", "één", fill="#000000"),), public=True)
    assert publish(open_layer, secret=MINE) == publish(again, secret=THEIRS)
    assert publish(open_layer, secret=MINE) != publish(other, secret=MINE)


def test_every_level_has_its_own_address(open_layer: Layer) -> None:
    coarse = FEATURES.replace("[]", '[{"properties":{"id":"a"}}]')
    levelled = replace(open_layer, levels=((11.5, coarse),))
    told = _describe(levelled, secret=MINE, shown=None)
    ((zoom, address),) = told["levels"]
    assert (zoom, told["zooms"]) == (11.5, (0, 99))
    assert json.loads(ask(address).body)["features"] == json.loads(coarse)
    assert json.loads(ask(told["address"]).body)["features"] == json.loads(FEATURES)
    assert len({address, told["address"], publish(open_layer, secret=MINE)}) == 3


def test_levels_of_a_hidden_layer_are_hidden(layer: Layer) -> None:
    levelled = replace(layer, levels=((11.5, FEATURES),))
    ((_, mine),) = _describe(levelled, secret=MINE, shown=None)["levels"]
    ((_, theirs),) = _describe(levelled, secret=THEIRS, shown=None)["levels"]
    assert mine != theirs
    assert ask(mine).headers["cache-control"] == "no-store"


def test_names_are_told_with_their_zooms_or_not_at_all(open_layer: Layer) -> None:
    assert _describe(open_layer, secret=MINE, shown=None)["named"] is None
    labelled = replace(open_layer, labels=True, named=(9.5, 12.5))
    assert _describe(labelled, secret=MINE, shown=None)["named"] == (9.5, 12.5)


def test_hidden_layer_has_an_address_per_session(layer: Layer) -> None:
    mine = publish(layer, secret=MINE)
    assert mine == publish(layer, secret=MINE)
    assert mine != publish(layer, secret=THEIRS)
    assert layer.digest not in mine


def test_digest_of_a_hidden_layer_opens_nothing(layer: Layer) -> None:
    publish(layer, secret=MINE)
    assert ask(f"/kaart/laag/{layer.digest}").status_code == 404


def test_becoming_hidden_gives_another_address(layer: Layer) -> None:
    shown = Layer("plannen", "Plannen voor ons", "activity", FEATURES, MARKS, public=True)
    assert publish(shown, secret=MINE) != publish(layer, secret=MINE)


@pytest.mark.parametrize(
    ("public", "keep"), [(True, "public, max-age=31536000, immutable"), (False, "no-store")]
)
def test_browser_keeps_only_what_everybody_may_see(public: bool, keep: str) -> None:
    layer = Layer("x", "x", "area", FEATURES, MARKS, public=public)
    assert ask(publish(layer, secret=MINE)).headers["cache-control"] == keep


def test_body_is_zipped_when_accepted(open_layer: Layer) -> None:
    address = publish(open_layer, secret=MINE)
    zipped, plain = ask(address, accept_encoding="gzip, br"), ask(address)
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(zipped.body) == plain.body


def test_body_is_zipped_once_not_for_each_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    address = publish(Layer("eenmaal", "x", "area", FEATURES, MARKS, public=True), secret=MINE)
    monkeypatch.setattr(gzip, "compress", None)
    assert ask(address, accept_encoding="gzip").body == ask(address, accept_encoding="gzip").body != b""
    assert publish(Layer("eenmaal", "x", "area", FEATURES, MARKS, public=True), secret=MINE) == address


def test_known_content_is_not_sent_again(open_layer: Layer) -> None:
    address = publish(open_layer, secret=MINE)
    answer = ask(address, if_none_match=ask(address).headers["etag"])
    assert (answer.status_code, answer.body) == (304, b"")


def test_answers_carry_their_guards(open_layer: Layer) -> None:
    headers = ask(publish(open_layer, secret=MINE)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["content-type"] == "application/json"


def test_picture_is_sent_as_it_is() -> None:
    layer = Layer("foto", "Foto", "image", "", (), image=b"png", image_bounds=(6.5, 53.2, 6.6, 53.3))
    answer = ask(publish(layer, secret=MINE), accept_encoding="gzip")
    assert (answer.body, answer.headers["content-type"]) == (b"png", "image/png")


def test_unknown_token_is_not_found() -> None:
    assert ask("/kaart/laag/nergens").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["nergens.js", "routes.py", "../routes.py", "..%2froutes.py", "/etc/passwd", "images/../leaflet.js"],
)
def test_only_listed_files_are_sent(name: str) -> None:
    folder = file_address("map.js").removesuffix("map.js")
    assert ask(folder + name).status_code == 404


def test_listed_file_is_sent_for_ever_under_its_version() -> None:
    answer = ask(file_address("leaflet.js"))
    assert answer.status_code == 200
    assert b"Leaflet" in answer.body
    assert answer.headers["cache-control"].endswith("immutable")
    assert "javascript" in answer.headers["content-type"]
    assert ask("/kaart/vendor/ouder/leaflet.js").status_code == 404


def test_drawing_is_not_ready_without_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    for name in ("leaflet-geoman.min.js", "leaflet-geoman.css"):
        monkeypatch.setitem(screen_routes.FILES, name, tmp_path / name)
    assert not drawing_ready()
    for name in ("leaflet-geoman.min.js", "leaflet-geoman.css"):
        (tmp_path / name).write_text("")
    assert drawing_ready()


def test_store_lets_go_of_what_was_used_longest_ago() -> None:
    store = screen_routes._Store(10)
    for token in "abc":
        store.put(token, screen_routes._Published(b"1234", "text/plain", zipped=False, etag=token, keep=""))
        store.get("a")
    assert store.get("a") is not None
    assert store.get("b") is None
    assert store.get("c") is not None
