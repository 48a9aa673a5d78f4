import io

import pytest
from fontTools.ttLib import TTFont

from layers.paper.lettering import one_line, printable, subset_font, width_mm, wrap

WORDS = "Taalcafé, koffie-uur; Şişli € 12,50 ½ −3 Łódź coöperatie ïjzer"


def test_what_people_write_here_is_in_the_letter():
    assert printable(WORDS) == WORDS
    assert printable("漢 ☃") == "? ?"


def test_lines_fit_and_lose_nothing():
    lines = wrap(WORDS * 5, size=9, width=40)
    assert all(width_mm(line, size=9) <= 40 for line in lines)
    assert " ".join(lines) == WORDS * 5
    long = "x" * 400
    assert "".join(wrap(long, size=9, width=40)) == long


@pytest.mark.parametrize(
    ("given", "kept"), [("a\nb\tc", "a b c"), ("a\u202eb\u200bc", "abc"), ("\x00", ""), (" x ", "x")]
)
def test_characters_that_steer_are_left_out(given, kept):
    assert one_line(given) == kept


def test_the_font_holds_only_what_is_needed_and_is_the_same_each_time():
    made = subset_font("Abé", bold=True)
    assert made == subset_font("Abé", bold=True)
    assert set(TTFont(io.BytesIO(made)).getBestCmap()) == {ord(one) for one in "Abé "}
    assert len(made) < 5_000
