from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import SourceError
from gis.sources.forms.text import open_text, trouble_with

ROWS = [["code", "naam"], ["00141000", "Café; de Zon"], ["NA", ""]]


def _text(separator):
    return "\r\n".join(
        separator.join(f'"{value}"' if ";" in value else value for value in row) for row in ROWS
    )


def _open(tmp_path, told, encoding="utf-8"):
    path = tmp_path / "told.csv"
    path.write_bytes(told.encode(encoding))
    return open_text(path, packed=False)


def _code(tmp_path, told, encoding="utf-8"):
    with pytest.raises(SourceError) as caught:
        _open(tmp_path, told, encoding)
    return caught.value.code


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_give_the_same_text(tmp_path, separator, encoding):
    [opened] = _open(tmp_path, _text(separator), encoding)
    assert [list(opened.frame.columns), *opened.frame.to_numpy().tolist()] == ROWS
    assert (opened.layer, opened.header_line, opened.lines) == ("told", 1, (2, 3))


def test_gzipped(tmp_path):
    path = tmp_path / "told.csv.gz"
    path.write_bytes(gzip.compress(_text(";").encode()))
    [opened] = open_text(path, packed=True)
    assert opened.frame["code"].tolist() == ["00141000", "NA"]
    assert opened.layer == "told"


def test_a_gzip_bomb_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("gis.sources.forms.text.MAX_TEXT", 1000)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"a;b\n" + b"1;2\n" * 10_000))
    with pytest.raises(SourceError) as caught:
        open_text(path, packed=True)
    assert caught.value.code == "file_too_large"


def test_a_gzip_that_is_not_whole(tmp_path):
    path = tmp_path / "told.csv.gz"
    path.write_bytes(gzip.compress(_text(";").encode() * 100)[:-20])
    with pytest.raises(SourceError) as caught:
        open_text(path, packed=True)
    assert caught.value.code == "file_broken_off"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused(tmp_path, encoding):
    assert _code(tmp_path, "code;naam\n1;Café\n", encoding) == "encoding_unknown"


@pytest.mark.parametrize("told", ["naam\nGeachte mevrouw\n", "naam\nJansen, Jan\nPieters\nDe Vries\nBos\n"])
def test_text_without_columns_is_one_column(tmp_path, told):
    assert _code(tmp_path, told) == "one_column"


def test_junk_is_no_text(tmp_path):
    assert _code(tmp_path, "naam;thema\n\0;x\n") == "file_not_text"
    assert _code(tmp_path, "naam;thema\n\x81\x8d\n", "latin-1") == "file_not_text"
    assert _code(tmp_path, "naam;thema\n" + "\x01\x02" * 10) == "file_not_text"


def test_a_stray_control_character_is_no_reason_to_refuse(tmp_path):
    [opened] = _open(tmp_path, "naam;thema\n" + "x;y\n" * 100 + "a\x02;b\n")
    assert opened.frame["naam"].iloc[-1] == "a\x02"


def test_decimal_commas_do_not_count_as_separators(tmp_path):
    told = "naam;x;y;geld\nA;232790,5;583950,1;1,5\nB;232791,5;583951,1;2,5\n"
    [opened] = _open(tmp_path, told)
    assert opened.frame.iloc[0].tolist() == ["A", "232790,5", "583950,1", "1,5"]


def test_commas_in_sentences_do_not_count_either(tmp_path):
    told = "Lijst, van A\nnaam;thema;opmerking\nA;b;een, twee, drie, vier, vijf, zes\nB;c;een, twee\n"
    [opened] = _open(tmp_path, told)
    assert list(opened.frame.columns) == ["naam", "thema", "opmerking"]
    assert (opened.header_line, opened.lines) == (2, (3, 4))


def test_records_are_numbered_as_excel_shows_them(tmp_path):
    told = 'Plannen 2027\n\nnaam;thema;soort\nA;"twee\nregels";x\n;;\n\nB;y;"zei ""ja"""\n'
    [opened] = _open(tmp_path, told)
    assert (opened.header_line, opened.lines) == (3, (4, 7))
    assert opened.frame["thema"].tolist() == ["twee\nregels", "y"]
    assert opened.frame["soort"].tolist() == ["x", 'zei "ja"']


def test_ragged_rows_lose_nothing(tmp_path):
    [opened] = _open(tmp_path, "naam;thema\nA;b;c;d\nB\nC;d;;\n")
    assert list(opened.frame.columns) == ["naam", "thema", "kolom 3", "kolom 4"]
    assert opened.frame.iloc[0].tolist() == ["A", "b", "c", "d"]
    assert opened.frame["thema"].isna().tolist() == [False, True, False]


def test_headings_that_are_there_twice_and_none(tmp_path):
    [opened] = _open(tmp_path, "naam;datum;Datum;;leeg;;\nA;1;2;3;;;\n")
    assert list(opened.frame.columns) == ["naam", "datum", "Datum (2)", "kolom 4", "leeg"]


def test_a_line_that_tells_excel_the_separator_is_no_row(tmp_path):
    [opened] = _open(tmp_path, "sep=,\r\nnaam,thema\r\nA;a,b;b\r\n", "utf-8-sig")
    assert opened.frame.to_dict("list") == {"naam": ["A;a"], "thema": ["b;b"]}
    assert (opened.header_line, opened.lines) == (1, (2,))


@pytest.mark.parametrize("ending", ["", "\n", "\nB;x\nC;y\n"])
def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path, ending):
    assert _code(tmp_path, f'naam;thema\nA;"b{ending}') == "quote_not_closed"


def test_a_quotation_mark_inside_words_is_a_sign(tmp_path):
    [opened] = _open(tmp_path, 'naam;thema\nbuis 12";"b"\nA;c 3"')
    assert opened.frame["naam"].tolist() == ['buis 12"', "A"]
    assert opened.frame["thema"].tolist() == ["b", 'c 3"']


def test_a_long_cell(tmp_path):
    [opened] = _open(tmp_path, f"naam;wkt\nA;{'x' * 200_000}\n")
    assert len(opened.frame["wkt"].iloc[0]) == 200_000


def test_many_rows_come_in_order(tmp_path):
    told = "naam;thema\n" + "".join(f"{number};x{';y' * (number == 15_000)}\n" for number in range(25_000))
    [opened] = _open(tmp_path, told)
    assert opened.frame["naam"].tolist() == [str(number) for number in range(25_000)]
    assert opened.lines == tuple(range(2, 25_002))
    assert opened.frame["kolom 3"].notna().sum() == 1


@given(st.binary(max_size=200))
def test_bytes_are_text_or_not_and_nothing_else(told):
    assert trouble_with(told) in {None, "encoding_unknown", "file_not_text"}
