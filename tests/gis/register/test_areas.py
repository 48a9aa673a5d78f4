import pytest

from gis.register.areas import reach_of, read_areas
from tests.homes import CODES

BUURT, OTHER = CODES[:2]
KNOWN = {*CODES, "WK001410", "GM0014"}


def _read(codes, *, year=2024, **words):
    return read_areas({"gebiedscodes": codes, **words}, known=KNOWN, year=year, row=5)


@pytest.mark.parametrize(
    ("told", "words", "codes"),
    [
        ("", {}, ()),
        (BUURT, {}, (BUURT,)),
        (f"{BUURT} | {OTHER}", {}, (BUURT, OTHER)),
        (f"{BUURT}@2024", {}, (BUURT,)),
        (BUURT, {"jaar_gebied": "2024"}, (BUURT,)),
        ("GM0014; WK001410 @ 2024", {"jaar_gebied": "2023"}, None),
    ],
)
def test_codes_of_the_edition_in_use(told, words, codes):
    found, problems = _read(told, **words)
    if codes is not None:
        assert (found, problems) == (codes, [])
    else:  # what stands at the code itself goes before the column
        assert [problem.told for problem in problems] == ["GM0014@2023"]


@pytest.mark.parametrize(
    ("told", "words", "code", "stood"),
    [
        (f"{BUURT}@2023", {}, "area_of_other_year", f"{BUURT}@2023"),
        (BUURT, {"jaar_gebied": "2023"}, "area_of_other_year", f"{BUURT}@2023"),
        ("BU99999999@2023", {}, "area_of_other_year", "BU99999999@2023"),
        ("BU99999999", {}, "area_unknown", "BU99999999"),
        ("Selwerd", {}, "area_unknown", "Selwerd"),
    ],
)
def test_a_code_of_another_edition_is_never_looked_up_in_this_one(told, words, code, stood):
    [problem] = _read(told, **words)[1]
    assert (problem.row, problem.field, problem.code) == (5, "gebiedscodes", code)
    assert (problem.told, problem.suggestion) == (stood, "")


@pytest.mark.parametrize(
    ("told", "suggestion"),
    [
        ("00141000", BUURT),
        ("bu00141000", BUURT),
        ("BU 0014 1000", BUURT),
        ("001410", "WK001410"),
        ("0014", "GM0014"),
        (f"00141000 | {OTHER}", f"{BUURT} | {OTHER}"),
        ("00141000 | BU99999999", ""),
    ],
)
def test_a_code_without_its_letters_is_a_question(told, suggestion):
    problems = _read(told)[1]
    assert {problem.code for problem in problems} == {"area_unknown"}
    assert {problem.suggestion for problem in problems} == {suggestion}


def test_without_a_year_editions_are_not_compared():
    assert _read(f"{BUURT}@2023", year=None) == ((BUURT,), [])


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("hele buurt", "buurt"),
        ("Heel de wijk", "wijk"),
        ("de hele gemeente", "gemeente"),
        ("wijkbreed", "wijk"),
        ("gemeente-breed", "gemeente"),
        ("plek", "plek"),
        ("straat", "straat"),
        ("", ""),
    ],
)
def test_the_reach_in_words(text, reach):
    assert reach_of(text) == reach
