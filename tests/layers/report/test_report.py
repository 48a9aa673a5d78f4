"""The report read back, as DOCX and as Markdown: the words and numbers of the screen, and nothing else."""

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest

from gis.errors import ExportError
from gis.register.visible import Audience
from gis.workspace import answers, sample
from gis.workspace.home import Home
from gis.workspace.meetings import hold_meeting
from gis.workspace.registers import open_register
from layers.report import file_name, make_report, write_report
from layers.report.contents import Part
from layers.report.writing import report_bytes
from layers.words.meeting import MADE

TODAY = date(2026, 11, 21)
HOSTILE = "Tuin | <b>groen</b> *nu*\n# kop \x07 [klik](x) & meer"


def _report(register, audience=Audience.OWN):
    place = sample.read_place()
    seen = answers.see_activities(register, organisation="gemeente", audience=audience)
    here = answers.in_gemeente(seen, place)
    chances = answers.find_chances(here, place, register, reach=answers.Reach(), today=TODAY)
    meeting = hold_meeting(register, chances, organisation="gemeente", audience=audience, today=TODAY)
    return make_report(meeting, place, register)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return open_register(Home(tmp_path_factory.mktemp("home")), "voorbeeld")


@pytest.fixture(scope="module")
def report(example):
    return _report(example)


def _tables_of_markdown(text):
    """By heading the rows of its table, with the marks taken off."""
    tables = {}
    for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.splitlines()
        rows = [
            [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in lines
            if line.startswith("| ")
        ]
        tables[re.sub(r"\\(.)", r"\1", head)] = [row for row in rows if set(row) != {"---"}]
    return tables


def _tables_of_docx(content):
    paper = docx.Document(io.BytesIO(content))
    tables, head = {}, ""
    for block in paper.iter_inner_content():
        if isinstance(block, docx.table.Table):
            tables[head] = [[cell.text for cell in row.cells] for row in block.rows]
        elif block.style.name == "Heading 1":
            head = block.text
            tables[head] = []
    return tables


def _expected(report):
    told = {
        part.title: [list(part.table.columns), *part.table.to_numpy().tolist()] if len(part.table) else []
        for part in report.parts
    }
    return told | {"Bronnen": []}


def test_both_forms_hold_the_tables_of_the_screen(report):
    expected = _expected(report)
    assert _tables_of_markdown(report_bytes(report, suffix=".md").decode()) == expected
    assert _tables_of_docx(report_bytes(report, suffix=".docx")) == expected


def test_numbers_of_the_example_stand_in_it(report):
    assert report.summary.split("; ") == [
        "3 open besluiten en afspraken, waarvan 2 te laat",
        "4 groepen om over te besluiten",
        "1 keer geld dat afloopt.",
    ]
    assert report.groups.table["Groep"].iloc[0] == "In het najaar van 2027 komen hier 5 plannen samen."
    assert "nu 2 keer, samen 1 keer" in report.groups.table["Waarom"].iloc[0]
    assert report.effects.table.to_numpy().tolist() == [
        ["Gedaan", "0", "0", "0"],
        ["Niet gedaan", "0", "0", "2"],
    ]
    assert "€ 48.000" in report.money.table["Geld"].iloc[0]


def test_peildatum_audience_sources_and_what_is_made_up_are_told(report):
    text = report_bytes(report, suffix=".md").decode()
    assert text.index("Verzonnen voorbeeld (fictief)") < text.index("Peildatum: 11 maart 2027")
    assert "alleen onze organisatie (gekeken als gemeente)" in text
    paper = docx.Document(io.BytesIO(report_bytes(report, suffix=".docx")))
    assert paper.sections[0].header.paragraphs[0].text == MADE
    told = [one.text for one in paper.paragraphs]
    assert MADE in told
    assert report.summary in told
    assert set(report.sources) <= set(told)
    assert file_name(report, suffix=".md") == "voorbeeld_fictief_verslag_own_2027-03-11.md"


def test_residents_get_only_what_they_may_see(example):
    told = _report(example, Audience.PUBLIC)
    texts = [report_bytes(told, suffix=".md").decode()]
    texts.append("\n".join(str(one) for one in _tables_of_docx(report_bytes(told, suffix=".docx")).values()))
    for text in texts:
        for hidden in ("Stroomnet", "Riool", "dubbel glas", "wijkteam", "gekeken als"):
            assert hidden not in text
        assert "Voortuinen groener" in text


def test_words_of_others_stay_words_in_both_forms(report):
    table = report.open.table.copy()
    table.iloc[0, 0] = HOSTILE
    hostile = replace(report, open=Part(report.open.title, report.open.sentence, table))
    [_, row, *_] = _tables_of_markdown(report_bytes(hostile, suffix=".md").decode())[report.open.title]
    assert row[0] == "Tuin | <b>groen</b> *nu* # kop [klik](x) & meer"
    [_, row, *_] = _tables_of_docx(report_bytes(hostile, suffix=".docx"))[report.open.title]
    assert row[0] == HOSTILE.replace("\x07", " ")


def test_the_publication_is_not_made_up(example, tmp_path):
    told = _report(open_register(Home(tmp_path), "publicatie"))
    assert not told.fictional
    assert file_name(told, suffix=".docx") == "verslag_own_2017-04-10.docx"
    assert "fictief" not in report_bytes(told, suffix=".md").decode()


def test_another_form_is_refused(report, tmp_path):
    with pytest.raises(ExportError) as caught:
        write_report(report, tmp_path / "verslag.odt")
    assert caught.value.code == "form_unknown"
    write_report(report, tmp_path / "verslag.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["verslag.docx"]
