"""A partner's list of forty rows in a browser: every fault told, mended or waiting, nothing lost, shared."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from gis.workspace.home import Home
from gis.workspace.registers import open_register
from layers import command
from tests.browser.harness import ROOT, need_browser, serve
from tests.browser.served import Served
from tests.browser.test_app import look_as, settle
from tests.workbooks import Sheet, save

pytestmark = pytest.mark.browser

HERE, OTHER = "deze werkplek", "GGD"
HEADING = (
    "Nummer", "Project", "Thema", "Stand van zaken", "Soort werk",
    ("Plek", ("X", "Y", "Straat", "Gebiedscode")),
    ("Uitvoering", ("Wanneer", "Aantal woningen", "Budget")),
    "Opmerking",
)  # fmt: skip
COLUMNS = [word for one in HEADING for word in (one[1] if isinstance(one, tuple) else [one])]
FAULTS = (
    {"Thema": "energi"},
    {"Thema": "ruimtevaart"},
    {"Stand van zaken": "gepand"},
    {"Wanneer": "31-02-2028"},
    {"Wanneer": "2030-2028"},
    {"Wanneer": "ooit eens"},
    {"X": 583_600, "Y": 232_700},
    {"X": 6.5561, "Y": 53.2370},
    {"X": 900_000, "Y": 900_000},
    {"Gebiedscode": "BU99999999"},
    {"Gebiedscode": "00141000"},
    {"Straat": "Bestaatnietstraat"},
    {"Nummer": 1},
    {"Aantal woningen": "ongeveer 40"},
    {"Project": None},
    {"Opmerking": "Bel Jan, jan@corporatie.example"},
    {"Soort werk": "langs de deuren", "X": 232_700, "Y": 583_600},
    {"Budget": "5.5000 euro"},
    {"Thema": "schuld", "Wanneer": "30-02-2029"},
)
FINDING = re.compile(r"(?:Let op\. )?Rij \d+ van [^,]+, \w+: (.+?)(?: Voorstel: .+?\.)? \[\w+\]")


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Served]:
    """Serve a home of which one's own register knows a second organisation."""
    need_browser()
    home = Home(tmp_path_factory.mktemp("home"))
    open_register(home, "eigen").store.add_organisation(OTHER)
    env = {"KOPPELKAART_HOME": str(home.path), "KOPPELKAART_WORKSPACE": "eigen"}
    with serve(ROOT / "streamlit_app.py", env=env) as address:
        yield Served(address, home)


def write_list(path: Path) -> Path:
    """Write forty rows on two sheets: a good one before each of `FAULTS`, and good ones at the end."""
    good = {"Thema": "groen", "Stand van zaken": "plan", "Wanneer": 2028}
    told = [{**good, "Nummer": 1 + row, "Project": f"Plan {1 + row}"} for row in range(40)]
    for place, fault in enumerate(FAULTS):
        told[2 * place + 1] |= fault
    rows = [[row.get(column) for column in COLUMNS] for row in told]
    titles = ["Plannen voor Noordwest", "stand van maart"]
    return save(
        path, Sheet("Straat", HEADING, rows[:20], titles), Sheet("Mensen", HEADING, rows[20:], titles)
    )


def said_by_command(home: Home, path: Path, capsys) -> list[str]:
    """Give the lines of a rehearsal of the command on the same home."""
    with pytest.raises(SystemExit) as stopped:
        command.run(["--home", str(home.path), "--workspace", "eigen", "import", str(path), "--dry-run"])
    assert stopped.value.code == command.PARKED
    return capsys.readouterr().out.splitlines()


def said_on_screen(page: Page) -> set[str]:
    """Give the sentences of all questions, page after page."""
    said: set[str] = set()
    pages = page.get_by_role("radiogroup", name="Bladzijde").get_by_role("radio")
    for number in range(pages.count()):
        pages.nth(number).click()
        settle(page, with_map=False)
        told = page.locator("[data-testid=stForm] [data-testid=stMarkdown]").all_inner_texts()
        said |= {words for words in told if not words.startswith("Rij ")}
    pages.first.click()
    settle(page, with_map=False)
    return said


def remarked(page: Page) -> list[str]:
    """Give what the table says of the rows that are ready and ask for a look."""
    page.get_by_role("radio", name="Let op").click()
    settle(page, with_map=False)
    table = page.locator("[data-testid=stMain] [data-testid=stDataFrame] canvas").first
    return table.locator("td").all_inner_texts()


def question(page: Page, title: str) -> Locator:
    """Return the box of one row that needs help."""
    boxes = page.locator("[data-testid=stForm] [data-testid=stVerticalBlock]")
    return boxes.filter(has=page.get_by_text(f"· {title} · noordwest.xlsx")).last


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    settle(page, with_map=False)


def open_part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page, with_map=False)


def mend_six(page: Page) -> None:
    """Answer six questions, each with its own control."""
    question(page, "Plan 4").get_by_role("combobox", name="Thema").click()
    page.get_by_role("option", name="groen", exact=True).click()
    for title, label, words in (
        ("Plan 12", "Wanneer", "najaar 2028"),
        ("Plan 26", "Uw eigen nummer", "26"),
        ("zonder naam", "Naam", "Plan 30"),
        ("Plan 32", "Toelichting", "Bel de balie"),
    ):
        question(page, title).get_by_label(label, exact=True).fill(words)
    question(page, "Plan 24").get_by_text("Lees deze rij in zonder plek op de kaart").click()
    press(page, "Kijk opnieuw na")


def test_forty_rows_of_two_sheets_go_in_and_one_is_shared(open_page, own, tmp_path, capsys):
    path = write_list(tmp_path / "noordwest.xlsx")
    lines = said_by_command(own.home, path, capsys)
    page, _ = open_page(f"{own.address}/activiteiten?werkruimte=eigen")
    settle(page, with_map=False)
    open_part(page, "Lijst inlezen")
    page.locator("[data-testid=stMain] [data-testid=stFileUploader] input").set_input_files(path)
    page.get_by_text("22 rijen zijn klaar, bij 18 rijen is uw hulp nodig.").wait_for()
    settle(page, with_map=False)
    assert lines[0] == "22 rijen zijn klaar, bij 18 rijen is uw hulp nodig."
    told = {found[1] for line in lines if (found := FINDING.fullmatch(line))}
    assert len(told) == len(lines) - 2 == 20
    said = said_on_screen(page)
    assert len(said) == 19
    assert told - said == {words for words in remarked(page) if "5.5000 euro" in words} != set()
    assert said <= told
    press(page, "Neem alle voorstellen over (9 rijen)")
    page.get_by_text("31 rijen zijn klaar, bij 9 rijen is uw hulp nodig.").wait_for()
    mend_six(page)
    page.get_by_text("37 rijen zijn klaar, bij 3 rijen is uw hulp nodig.").wait_for()
    press(page, "Bewaar 37 van 40 rijen")
    page.get_by_text("Rijen die nog wachten (3)").wait_for()
    assert page.get_by_text("Er is niets verloren gegaan. 3 rijen wachten op u.").count() == 1
    store = open_register(own.home, "eigen").store
    kept = store.activities()
    assert len(kept) + len(store.parked(organisation=HERE)) == 37 + 3
    assert {one.visibility for one in kept} == {"concept"}
    look_as(page, OTHER, with_map=False)
    open_part(page, "Lijst")
    assert page.get_by_text("Plan 1").count() == 0
    share(page, own, next(one.id for one in kept if one.title == "Plan 1"))
    look_as(page, OTHER, with_map=False)
    open_part(page, "Lijst")
    page.get_by_text("1 van 1 activiteiten die u mag zien.").wait_for()
    look_as(page, HERE, with_map=False)
    open_part(page, "Lijst inlezen")
    page.get_by_text("Rijen die nog wachten (3)").wait_for()
    assert [question(page, title).count() for title in ("Plan 18", "Plan 20", "Plan 34")] == [1, 1, 1]


def share(page: Page, own: Served, name: str) -> None:
    """Let the partners see one activity, with the form."""
    page.goto(f"{own.address}/activiteiten?werkruimte=eigen&gekozen={name}")
    settle(page, with_map=False)
    open_part(page, "Toevoegen of wijzigen")
    page.get_by_text("Partners in dit overleg").click()
    press(page, "Bewaar")
    page.get_by_text("Bewaard: Plan 1.").wait_for()
