import json
import re
from pathlib import Path

import pytest
import shapely

from gis.errors import StoreError, TableError
from gis.register.rounds import FELT, MEANT, Round
from gis.register.visible import Audience
from gis.workspace import answers, handing, rounds
from gis.workspace.drawings import Seen
from gis.workspace.registers import open_register
from gis.workspace.rounds import Told
from layers.command import run
from tests.homes import AT, DAY

HERE = "deze werkplek"
AREA = shapely.box(232_500, 583_500, 232_700, 583_700)
ROOT = Path(__file__).parents[3]
SEEN = Seen((6.54, 53.22, 6.57, 53.24), 14.0)


@pytest.fixture
def own(home):
    return open_register(home, "eigen")


def begin(register, question=FELT, name=""):
    return rounds.begin(register, Round(question, name, "avond"), organisation=HERE, at=AT)


def hand_in(register, going, place, shape=AREA, **told):
    said = Told(**{"name": "Selwerd", "role": "bewoner", **told})
    return rounds.hand_in(register, going, shape, said, drawn_on=DAY, place=place)


def test_no_screen_file_or_count_knows_of_a_drawing_before_its_round_is_shown(example, place, tmp_path):
    def told():
        drawings = answers.see_drawings(example)
        areas = answers.see_cores(drawings, k=0.5)
        handed = handing.prepare(
            place, example, organisation=HERE, audience=Audience.PUBLIC, layers=["perceived"], today=DAY
        )
        return len(drawings), sorted(areas["area_m2"]), sorted(handed.perceived["area_m2"])

    before = told()
    going = begin(example)
    for number in range(4):
        hand_in(example, going, place, token=str(number))
    assert told() == before
    assert rounds.see_going(example).count == 4
    example.store.show_round(going.id, at=AT)
    after = told()
    assert after[0] == before[0] + 4
    assert after[1] != before[1]
    assert after[2] != before[2]
    assert rounds.see_going(example) is None


def test_command_writes_nothing_of_a_round_that_is_not_shown(home, own, place, tmp_path):
    going = begin(own)
    hand_in(own, going, place, name="Geheimwijk")

    def written():
        out = tmp_path / "uit.geojson"
        arguments = ["--home", str(home.path), "--workspace", "eigen", "export", str(out)]
        with pytest.raises(SystemExit) as ended:
            run([*arguments, "--layers", "perceived", "--audience", "own"])
        assert ended.value.code == 0
        return json.loads(out.read_text(encoding="utf-8"))["features"]

    assert written() == []
    own.store.show_round(going.id, at=AT)
    assert "Geheimwijk" in json.dumps(written())


def test_only_one_function_reads_the_drawings_of_a_register():
    """Whoever reads them elsewhere may show what is still hidden; `health` only counts them."""
    read = re.compile(r"\bstore\.drawings\(\)")
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ("gis", "layers")
        for path in (ROOT / room).rglob("*.py")
        if read.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"gis/workspace/answers.py", "gis/workspace/health.py"}


def test_drawing_is_kept_with_what_was_asked_and_seen(own, place):
    going = begin(own, MEANT, "Selwerd")
    outline = hand_in(own, going, place, name="iets anders", role="politie", seen=SEEN)
    (one,) = own.store.drawings()
    assert (one.name, one.role, one.question) == ("Selwerd", "politie", MEANT)
    assert (one.meeting, one.drawn_on, one.weight, one.zoom) == ("avond", DAY, 1.0, 14.0)
    assert shapely.box(*one.extent).contains(AREA)
    assert (outline.mended, outline.area_m2) == (False, 40_000)


def test_two_who_draw_the_same_are_two_and_one_message_twice_is_one(own, place):
    going = begin(own)
    for token in ("a", "b", "b"):
        hand_in(own, going, place, token=token)
    assert rounds.see_going(own).count == 2


def test_residents_name_it_themselves(own):
    assert begin(own, FELT, "Selwerd").name == ""


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"shape": shapely.box(232_500, 583_500, 232_510, 583_510)}, "drawing_too_small"),
        ({"shape": shapely.box(120_000, 485_000, 121_000, 486_000)}, "drawing_elsewhere"),
        ({"shape": shapely.Polygon([(0, 0), (9, 9), (0, 0)])}, "drawing_without_area"),
        ({"name": "  "}, "drawing_without_name"),
        ({"name": "x" * 61}, "drawing_without_name"),
        ({"role": "burgemeester"}, "drawing_role_unknown"),
        ({"name": "jan@voorbeeld.nl"}, "personal_data"),
    ],
)
def test_what_cannot_be_is_not_kept(own, place, other, code):
    going = begin(own)
    with pytest.raises((TableError, StoreError)) as error:
        hand_in(own, going, place, **other)
    assert error.value.code == code
    assert rounds.see_going(own).count == 0


def test_round_is_found_by_its_key_while_it_is_open(example, own):
    going = begin(own)
    assert rounds.find_by_key([example, own], going.key) == (own, going)
    assert rounds.find_by_key([example, own], going.key[:-1]) is None
    assert rounds.find_by_key([example, own], "é") is None
    own.store.show_round(going.id, at=AT)
    assert rounds.find_by_key([example, own], going.key) is None
