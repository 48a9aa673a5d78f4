import numpy as np
import pandas as pd
import pytest
import shapely
from affine import Affine

from gis.analysis.certainty import Certainty
from gis.analysis.outline import Outline
from layers.ui.curve import curve_picture
from layers.words import perceived as said


def certainty(width_m):
    share = np.zeros((1, 1), dtype="float32")
    return Certainty(share, Affine.identity(), 12, 500, 139_000.0, 233_000.0, width_m)


@pytest.mark.parametrize(
    ("width_m", "begin"),
    [
        (3.0, "De grens is vrij zeker"),
        (58.0, "De grens is onzeker over een strook van gemiddeld 60 meter breed"),
    ],
)
def test_how_sure_the_line_is(width_m, begin):
    first, second = said.certainty_sentences(certainty(width_m), drawings=12)
    assert first.startswith(begin)
    assert second == "Met andere tekenaars was de kern waarschijnlijk 13,9 tot 23,3 ha groot."


def test_few_drawings_and_no_kern_are_said():
    assert said.certainty_sentences(None, drawings=1) == [
        "Met 1 tekening is dat niet te zeggen: er zijn er minstens vijf nodig."
    ]
    assert said.certainty_sentences(certainty(float("nan")), drawings=9) == [
        "Er is geen kern, dus ook geen grens."
    ]


def compared(*rows):
    columns = ["role", "drawings", "others", "within", "across", "p", "clear"]
    return pd.DataFrame([(role, 5, 6, 0.8, 0.4, 0.01, clear) for role, clear in rows], columns=columns)


def test_roles_are_only_told_apart_when_it_is_clear():
    assert "te weinig tekeningen per rol" in said.role_sentences(compared(), ["bewoner"])[0]
    assert "kan toeval zijn" in said.role_sentences(compared(("bewoner", False)), ["bewoner", "zorg"])[0]
    assert said.role_sentences(compared(("bewoner", True), ("zorg", True)), ["bewoner", "zorg"]) == [
        "Bewoners (5) tekenden het anders dan professionals (6). Dat is geen toeval."
    ]
    assert said.role_sentences(compared(("ouder", True)), ["bewoner", "ouder"]) == [
        "Mensen met rol ouder (5) tekenden het anders dan de anderen (6). Dat is geen toeval."
    ]
    several = said.role_sentences(compared(("bewoner", True), ("zorg", True)), ["anders", "bewoner", "zorg"])
    assert [one.split(" tekenden")[0] for one in several] == ["Bewoners (5)", "Mensen uit de zorg (5)"]
    assert "de anderen" in several[0]


def test_a_crisp_line_says_what_it_keeps_and_follows():
    shape = shapely.box(0, 0, 1, 1)
    assert said.outline_sentence(
        Outline(shape, 0.984, True, 0.1, (("Selwerd", 77.4), ("Tuinwijk", 40.0)))
    ) == (
        "Binnen de strakke lijn ligt 98 % van de mensen van de kern. "
        "De lijn volgt de grens van Selwerd (77 m) en Tuinwijk (40 m)."
    )
    assert "geen buurtgrens vlak langs" in said.outline_sentence(Outline(shape, 1.0, False, 0.0, ()))


def test_the_curve_says_in_words_what_it_shows():
    curve = pd.Series([0.6, 0.8, 1.0], index=[2, 4, 8])
    told = said.curve_sentence(curve)
    assert told == "De kern uit 4 tekeningen is gemiddeld voor 80 % gelijk aan de kern uit alle 8."
    assert told in curve_picture(curve, told)
    assert all(said.enough_sentence(one) for one in ("few", "not_yet", "nearly", "enough"))
