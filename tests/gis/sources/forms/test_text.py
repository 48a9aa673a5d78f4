from __future__ import annotations

import gzip

import pytest

from gis.errors import SourceError
from gis.sources.forms.text import open_text

ROWS = [["code", "naam"], ["00141000", "Café; de Zon"], ["NA", ""]]


def _text(separator):
    return "\r\n".join(
        separator.join(f'"{value}"' if ";" in value else value for value in row) for row in ROWS
    )


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_separators_and_encodings_give_the_same_text(tmp_path, separator, encoding):
    path = tmp_path / "told.csv"
    path.write_bytes(_text(separator).encode(encoding))
    [opened] = open_text(path, packed=False)
    assert [list(opened.frame.columns), *opened.frame.to_numpy().tolist()] == ROWS
    assert opened.layer == "told"


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


def test_utf_16_is_refused(tmp_path):
    path = tmp_path / "told.csv"
    path.write_bytes("code;naam".encode("utf-16-le"))
    with pytest.raises(SourceError) as caught:
        open_text(path, packed=False)
    assert caught.value.code == "encoding_unknown"


def test_text_without_columns_is_not_csv(tmp_path):
    path = tmp_path / "letter.csv"
    path.write_text("naam\nGeachte mevrouw\n")
    with pytest.raises(SourceError) as caught:
        open_text(path, packed=False)
    assert caught.value.code == "file_kind_unknown"
