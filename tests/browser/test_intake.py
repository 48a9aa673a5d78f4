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
    """Give the sentences of all questions, on every sheet of them, and those of the rows to look at."""
    said: set[str] = set()
    sheets = page.get_by_role("group", name="Bladzijde").get_by_role("radio")
    for number in range(sheets.count()):
        sheets.nth(number).click()
        settle(page, with_map=False)
        told = page.locator("[data-testid=stForm] [data-testid=stMarkdown]").all_inner_texts()
        said |= {words for words in told if not words.startswith("Rij ")}
    return said


def row(page: Page, title: str) -> Locator:
    """Return the box of one row that needs help."""
    boxes = page.locator("[data-testid=stForm] [data-testid=stVerticalBlock]")
    return boxes.filter(has=page.get_by_text(re.compile(rf"^Rij .* · {re.escape(title)}$"))).last


def test_forty_rows_of_two_sheets_go_in_and_one_is_shared(open_page, own, tmp_path, capsys):
    path = write_list(tmp_path / "noordwest.xlsx")
    lines = said_by_command(own.home, path, capsys)
    page, _ = open_page(f"{own.address}/activiteiten?werkruimte=eigen")
    settle(page, with_map=False)
    page.get_by_role("radio", name="Lijst inlezen").click()
    page.locator("[data-testid=stFileUploaderDropzone] input").first.set_input_files(path)
    page.get_by_text("22 rijen zijn klaar, bij 18 rijen is uw hulp nodig.").wait_for()
    settle(page, with_map=False)
    page.screenshot(path="/tmp/hb/1.png", full_page=True)
    print(page.locator("[data-testid=stButtonGroup]").all_inner_texts(), page.get_by_role("group").all_inner_texts(), page.get_by_role("radiogroup").all_inner_texts())
    print(said_on_screen(page))
