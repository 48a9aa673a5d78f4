from gis.register import cells
from gis.register.records import Problem
from gis.register.told_rows import ToldRows


def test_of_rows_that_tell_the_same_the_judge_is_asked_once():
    asked = []
    rows = ToldRows([{"a": "1", "b": "x"}, {"a": "2", "b": "x"}, {"a": "1", "b": "y"}, {"b": ""}])

    def judge(told, _):
        asked.append(told)
        return told.get("a", "none")

    assert rows.judge(["a", "c"], judge) == ["1", "2", "1", "none"]
    assert asked == [{"a": "1"}, {"a": "2"}, {}]


def test_what_is_found_stays_with_each_row_in_the_order_of_judging():
    rows = ToldRows([{"kader": "soms", "aantal": "veel"}, {"kader": "ja", "aantal": "veel"}])
    assert rows.cells("kader", cells.flag) == [False, True]
    assert rows.cells("aantal", cells.whole) == [None, None]
    wrong = Problem(0, "aantal", "not_a_whole_number", "veel")
    assert rows.problems == [(Problem(0, "kader", "not_yes_or_no", "soms"), wrong), (wrong,)]
    assert rows.remarks == [(), ()]


def test_a_name_that_no_row_has_is_judged_as_nothing_told():
    rows = ToldRows([{}, {}])
    assert rows.judge(["a"], lambda told, found: found.remark("a", "seen") or len(told)) == [0, 0]
    assert rows.words("a") == ["", ""]
    assert [len(remarks) for remarks in rows.remarks] == [1, 1]


def test_words_are_filled_in_only_where_there_are_none():
    told = [{"a": "1"}, {"a": ""}, {}]
    rows = ToldRows(told)
    rows.fill("a", ["x", "y", ""])
    assert rows.words("a") == ["1", "y", ""]
    assert told == [{"a": "1"}, {"a": ""}, {}]
