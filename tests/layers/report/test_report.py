"""The report read back, as DOCX and as Markdown: the words and numbers of the screen, and nothing else."""

import io
import re
from dataclasses import replace
from datetime import date, datetime

import docx
import pandas as pd
import pytest

from gis.errors import ExportError
from gis.register.money import parse_money
from gis.register.visible import Audience
from gis.workspace import answers, sample
from gis.workspace.home import Home
from gis.workspace.meetings import hold_meeting
from gis.workspace.registers import open_register
from layers import listings
from layers.report import Part, as_read, file_name, make_report, write_report
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


@pytest.mark.parametrize("audience", list(Audience))
def test_totals_of_money_are_those_of_the_screen(example, audience):
    told = _report(example, audience)
    place = sample.read_place()
    seen = answers.see_activities(example, organisation="gemeente", audience=audience)
    here = answers.in_gemeente(seen, place)
    ids = frozenset(here.loc[here["shown_as"] != "voorbij", "id"])  # as the list of activities opens
    forms = _tables_of_docx(report_bytes(told, suffix=".docx")), _tables_of_markdown(_text(told))
    for by, title in (
        ("theme", "Geld per thema"),
        ("partner", "Geld per organisatie"),
        ("year", "Geld per jaar"),
    ):
        totals = answers.sum_money(example, organisation="gemeente", audience=audience, ids=ids, by=by)
        shown = as_read(listings.money_list(totals))
        amounts = totals.drop(columns=[by, "whole", "shared"]).dropna(axis=1, how="all")
        for tables in forms:
            heads, *rows = tables[title]
            assert (heads, rows) == (list(shown.columns), shown.to_numpy().tolist())
            assert [[_number(cell) for cell in row[1:]] for row in rows] == [
                [None if pd.isna(one) else int(one) for one in row] for row in amounts.to_numpy().tolist()
            ]


def test_where_nobody_told_money_it_says_so(tmp_path):
    told = _report(open_register(Home(tmp_path), "eigen"))
    assert {part.sentence for part in told.totals} == {"Er is nog geen geld genoemd."}
    assert _tables_of_markdown(_text(told))["Geld per thema"] == []


def test_totals_keep_apart_what_may_not_be_added(example, tmp_path):
    register = open_register(Home(tmp_path), "voorbeeld")
    [there] = [one for one in register.store.activities() if one.id == "F03"]
    money = parse_money("€ 10 toegezegd in 2027-2028; additioneel 70.000 euro/jr gezocht; nog niet bekend")
    register.store.save([replace(there, money=money)], organisation=there.owner, at=datetime(2027, 3, 11))  # noqa: DTZ001
    heads, *rows = _tables_of_markdown(_text(_report(register)))["Geld per thema"]
    [groen] = [dict(zip(heads, row, strict=True)) for row in rows if row[0] == "groen"]
    filled = {head: cell for head, cell in groen.items() if cell}
    assert filled == {
        "Thema": "groen",
        "Activiteiten": "1",
        "Genoemd": "3",
        "Waarvan zonder bedrag": "1",
        "Toegezegd, eenmalig of per jaar niet bekend": "10",
        "Additioneel: nog gezocht, per jaar": "70.000",
    }
    part = next(part for part in _report(register).totals if part.title == "Geld per jaar")
    assert part.sentence.endswith("Een bedrag voor meer jaren staat bij elk jaar en telt onderaan één keer.")
    assert {"2027", "2028", "jaar niet genoemd"} < set(part.table["Jaar"])


def _text(report):
    return report_bytes(report, suffix=".md").decode()


def _number(cell):
    return int(cell.replace(".", "")) if cell else None


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
