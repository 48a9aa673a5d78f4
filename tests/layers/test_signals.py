import json
from dataclasses import replace
from datetime import date

import shapely

from gis.register.signals import ANSWERED, REPORTED, TAKEN_UP, Signal
from layers.signals import COLOUR, LIST_COLUMNS, SIGNS, SQUARE, draw_signals, list_signals

SELWERD = "BU00141000"
SPOT = ((233_450.0, 583_850.0),)
SEEN = Signal(
    "overlast",
    "Herrie in de nacht.",
    "bewoner",
    date(2027, 3, 1),
    "wijkteam",
    cells=SPOT,
    id="S1",
    by="gemeente",
)
OUTLINES = {SELWERD: shapely.box(233_000, 583_000, 234_000, 584_000)}


def features(layer):
    return json.loads(layer.features)["features"]


def test_signals_of_one_square_are_one_square_and_one_sign():
    layer = draw_signals([SEEN, replace(SEEN, id="S2", kind="gaat goed", status=TAKEN_UP)], outlines=OUTLINES)
    square, sign = features(layer)
    assert (square["geometry"]["type"], square["properties"]["mark"]) == ("Polygon", SQUARE.key)
    assert (sign["geometry"]["type"], sign["properties"]["mark"]) == ("Point", REPORTED)
    assert sign["properties"]["name"] == "2 signalen, ergens binnen een vak van 100 m"
    assert sign["properties"]["note"] == "overlast (gemeld); gaat goed (opgepakt)"
    assert [mark.key for mark in layer.marks] == [REPORTED, SQUARE.key]
    assert not layer.public
    assert "geen score" in layer.explanation


def test_the_words_of_a_signal_do_not_go_to_the_map():
    assert "Herrie" not in draw_signals([SEEN], outlines=OUTLINES).features


def test_a_whole_buurt_has_a_sign_and_no_square():
    whole = replace(SEEN, area=SELWERD, cells=())
    (sign,) = features(draw_signals([whole], outlines=OUTLINES))
    assert sign["geometry"]["type"] == "Point"
    assert "hele buurt" in sign["properties"]["name"]
    assert features(draw_signals([whole], outlines={})) == []
    assert draw_signals([], outlines={}).count == 0


def test_signs_differ_without_colour():
    assert len({mark.letter for mark in SIGNS.values()}) == len(SIGNS) == 3
    assert {mark.stroke for mark in SIGNS.values()} == {COLOUR}


def test_the_list_holds_squares_and_no_shape():
    told = list_signals(
        [SEEN, replace(SEEN, area=SELWERD, cells=(), status=ANSWERED)], buurten=[(SELWERD,)] * 2
    )
    assert tuple(told.columns) == LIST_COLUMNS
    assert told["vakken"].tolist() == ["233450 583850", ""]
    assert told["vak_m"].fillna(0).tolist() == [100, 0]
    assert told["buurtcode"].tolist() == [SELWERD, SELWERD]
    assert told["stand"].tolist() == ["gemeld", "teruggekoppeld"]
