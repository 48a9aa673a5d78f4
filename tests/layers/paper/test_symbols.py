from itertools import pairwise

import pytest

from layers.paper.symbols import LOOKS, PALE_NINE, colour_of, draw_badge
from layers.style import GROUP_COLOURS, SHOWN_AS
from tests.layers.paper.reading import contrast, lightness


def test_a_higher_class_is_a_lighter_grey():
    steps = [lightness(colour) for colour in PALE_NINE]
    assert all(higher - lower >= 2 for lower, higher in pairwise(steps))
    assert steps[0] >= 65  # pale enough for what is drawn on top


def test_steps_differ_without_colour():
    looks = [LOOKS[shown_as] for shown_as in SHOWN_AS]
    assert len({(look.width, look.dash, look.filled > 0) for look in looks}) == len(looks)


@pytest.mark.parametrize("letter", [*GROUP_COLOURS, "X"])
@pytest.mark.parametrize("shown_as", SHOWN_AS)
def test_every_label_can_be_read(letter, shown_as):
    *_, pill, words = draw_badge("E1", (0, 0, 8, 5), size=9, letter=letter, shown_as=shown_as)
    assert contrast(words.colour, pill.fill) >= 4.5
    assert pill.stroke == colour_of(letter, shown_as)
