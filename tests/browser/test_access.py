"""Who cannot see well, has no mouse or prints in grey can use every page."""

import io
import itertools
import tomllib

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from layers import style
from tests.browser.axe import serious
from tests.browser.harness import ROOT
from tests.browser.test_app import settle

pytestmark = pytest.mark.browser

PAGES = ("", "?gekozen=BU00141000", "activiteiten", "kansen", "beleefd", "overleg", "delen", "over")
WITH_MAP = ("", "?gekozen=BU00141000", "kansen", "beleefd")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DARK = {"color_scheme": "dark"}

LEAST_TEXT = 4.5  # WCAG 2.2, 1.4.3: contrast of text
LEAST_SHAPE = 3.0  # WCAG 2.2, 1.4.11: contrast of what carries meaning
LEAST_STEP = 6.0  # CIE76 difference between neighbouring classes that an eye still tells apart on paper

# What is seen with each kind of colour blindness, in linear RGB: Machado, Oliveira and Fernandes 2009.
BLINDNESS = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.mark.parametrize(
    ("look", "paths"),
    [
        ({}, PAGES),
        (DARK, ("?gekozen=BU00141000", "delen")),
        (PHONE, ("?gekozen=BU00141000", "activiteiten", "over")),
    ],
    ids=["desk", "dark", "phone"],
)
def test_axe_finds_nothing_serious_on_any_page(open_page, app, look, paths):
    found = {}
    page, _ = open_page(f"{app.address}/{paths[0]}", **look)
    for path in paths:
        if path != paths[0]:
            page.goto(f"{app.address}/{path}")
        settle(page, with_map=path in WITH_MAP)
        found[path] = serious(page)
    assert {path: told for path, told in found.items() if told} == {}


def test_colours_of_the_theme_can_be_read():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    for look in ("light", "dark"):
        told = {**theme, **theme[look]}
        for paper in ("backgroundColor", "secondaryBackgroundColor"):
            assert contrast(told["textColor"], told[paper]) >= LEAST_TEXT
            assert contrast(told["linkColor"], told[paper]) >= LEAST_TEXT
            assert contrast(told["primaryColor"], told[paper]) >= LEAST_SHAPE


def test_letters_of_the_theme_groups_can_be_read():
    for colour in style.GROUP_COLOURS.values():
        assert contrast(colour, style.PAPER) >= LEAST_SHAPE


def test_classes_in_the_legend_stay_apart_for_every_eye_and_in_grey(open_page, app):
    page, _ = open_page(app.address)
    settle(page)
    colours = legend_colours(page)
    assert len(colours) == len(style.NINE)
    for blindness in (None, *BLINDNESS):
        seen = [lab(see(colour, blindness)) for colour in colours]
        steps = [float(np.linalg.norm(one - other)) for one, other in itertools.pairwise(seen)]
        assert min(steps) >= LEAST_STEP, (blindness, steps)
    light = [lab(colour)[0] for colour in colours]
    low, high = light[:5], light[4:]  # on each side of the middle
    assert all(other - one >= LEAST_STEP for one, other in itertools.pairwise(low)), light
    assert all(one - other >= LEAST_STEP for one, other in itertools.pairwise(high)), light


def legend_colours(page: Page) -> list[np.ndarray]:
    """The colour in the middle of each class of the legend, 0 to 1, as the screen shows it."""
    seen = []
    for row in page.locator(".kk-legend .kk-row").all():
        words = row.inner_text()
        if not words[:1].isdigit():
            continue
        picture = Image.open(io.BytesIO(row.locator("img").screenshot())).convert("RGB")
        seen.append(np.array(picture.getpixel((picture.width // 2, picture.height // 2))) / 255)
    return seen


def see(colour: np.ndarray, blindness: str | None) -> np.ndarray:
    return colour if blindness is None else delinear(np.array(BLINDNESS[blindness]) @ linear(colour))


def contrast(one: str, other: str) -> float:
    light, dark = sorted(
        (float(linear(rgb(told)) @ [0.2126, 0.7152, 0.0722]) for told in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def rgb(told: str) -> np.ndarray:
    return np.array(list(bytes.fromhex(told.removeprefix("#")))) / 255


def linear(colour: np.ndarray) -> np.ndarray:
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def delinear(colour: np.ndarray) -> np.ndarray:
    kept = np.clip(colour, 0, 1)
    return np.where(kept <= 0.0031308, 12.92 * kept, 1.055 * kept ** (1 / 2.4) - 0.055)


def lab(colour: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of an sRGB colour."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    part = to_xyz @ linear(colour) / [0.9505, 1.0, 1.089]
    x, y, z = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
