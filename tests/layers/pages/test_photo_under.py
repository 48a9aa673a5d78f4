"""A photo comes to lie under the map by three places on both."""

import io

import pytest
from PIL import Image

from gis.workspace.looks import read_looks
from gis.workspace.photos import LAYER
from layers.photo import DEGREES
from layers.screen.component import MapEvent
from layers.ui import photo_under
from tests.layers.pages.screens import choose, control, press, words

PIXELS = [(100, 100), (500, 100), (100, 300)]
PLACES = [(6.545, 53.235), (6.555, 53.235), (6.545, 53.231)]


@pytest.fixture
def clicked(monkeypatch):
    """What was clicked on the map of the photo, waiting."""
    waiting = []
    monkeypatch.setattr(photo_under, "show_map", lambda *_, **__: MapEvent())
    monkeypatch.setattr(photo_under, "last_event", lambda _: waiting.pop(0) if waiting else MapEvent())
    return waiting


def opened(visit, content):
    screen = visit("perceived")
    choose(screen, "Op papier tekenen", "3. Trek een foto over")
    control(screen, "Foto om over te trekken (JPEG of PNG)").set_value(
        ("kaart.png", content, "image/png")
    ).run()
    return screen


def test_three_places_lay_the_photo_under_the_map(home, visit, on_map, clicked):
    told = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(told, "PNG")
    screen = opened(visit, told.getvalue())
    assert "Klik op de foto punt 1 aan." in words(screen)
    for number, ((x, y), place) in enumerate(zip(PIXELS, PLACES, strict=True), start=1):
        clicked.append(MapEvent(at=(x * DEGREES, -y * DEGREES)))
        screen.run()
        assert f"dezelfde plek aan: punt {number}." in words(screen)
        on_map.events.append(MapEvent(at=place))
        screen.run()
    assert "photo_places" in [layer.id for layer in on_map.layers]
    press(screen, "Leg de foto onder de kaart")
    assert not screen.exception
    assert "De foto ligt onder de kaart" in words(screen)
    assert [look.name for look in read_looks(home, "voorbeeld") if look.shown] == [LAYER]


def test_points_can_be_begun_again_and_a_broken_photo_is_told(home, visit, on_map, clicked):
    told = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(told, "PNG")
    screen = opened(visit, told.getvalue())
    clicked.append(MapEvent(at=(0.001, -0.001)))
    screen.run()
    press(screen, "Begin opnieuw met de punten")
    assert "Klik op de foto punt 1 aan." in words(screen)
    assert not any(one.label == "Leg de foto onder de kaart" for one in screen.button)
    screen = opened(visit, b"\x89PNG\r\n\x1a\nrommel")
    assert "is niet te lezen" in "".join(one.value for one in screen.error)
