"""What is shown of a layer travels as one bit per feature, and not at all when all is shown."""

import base64
import json

from layers.layer import Layer
from layers.screen.component import _describe

SESSION = "geheim"


def layer(count: int) -> Layer:
    features = [{"type": "Feature", "geometry": None, "properties": {"id": f"A{n}"}} for n in range(count)]
    return Layer("plannen", "Plannen", "activity", json.dumps({"features": features}), ())


def told(count: int, shown: list[str]) -> dict[str, object]:
    return _describe(layer(count), secret=SESSION, shown={"plannen": shown})


def test_features_have_their_ids_in_order():
    assert layer(3).ids == ("A0", "A1", "A2")
    assert layer(3).count == 3
    assert Layer("foto", "Foto", "image", "", ()).ids == ()


def test_first_feature_is_the_highest_bit():
    assert base64.b64decode(told(10, ["A9", "A0", "A2"])["shown"]) == bytes([0b10100000, 0b01000000])


def test_all_shown_says_nothing():
    assert "shown" not in told(3, ["A0", "A1", "A2", "elsewhere"])
    assert "shown" not in _describe(layer(3), secret=SESSION, shown=None)


def test_nothing_shown_is_said():
    assert base64.b64decode(told(3, [])["shown"]) == b"\0"


def test_message_for_10_000_features_is_below_two_kilobytes():
    assert len(told(10_000, ["A7"])["shown"]) < 2_000
