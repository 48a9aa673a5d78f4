"""The command against services on loopback."""

import pytest

from gis.workspace import cache, fetch
from gis.workspace.home import Home
from layers import command
from tests import replay as bad
from tests.replay import replaying


@pytest.fixture
def services():
    with replaying() as told:
        yield told


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, services):
    monkeypatch.setenv("KOPPELKAART_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KOPPELKAART_SERVICE_URL", raising=False)

    def give(*arguments, url=services.address):
        with pytest.raises(SystemExit) as stopped:
            command.run(["fetch", *arguments, "--service-url", url])
        said = capsys.readouterr()
        return stopped.value.code, said.out, said.err

    return give


def test_fetch_without_files_asks_the_services_and_says_each_question(run, tmp_path):
    code, said, beside = run("GM0014")
    assert code == 0
    assert "Groningen (GM0014), grenzen van 2024: 3 buurten" in said
    assert "Niet meegekomen" not in said
    assert [line[:12] for line in beside.splitlines()] == [
        f"Stap {n} van 8" for n in (1, 3, 4, 5, 6, 7, 8, 2)
    ]
    assert len(cache.open_place(Home(tmp_path / "home"), "GM0014").buurten) == 3


def test_a_service_that_fails_leaves_the_copy_with_its_day_and_exit_3(run, services):
    assert run("GM0014")[0] == 0
    services.manners.append(bad.status(404))
    code, said, beside = run("GM0014")
    assert (code, said) == (command.KEPT, "")
    assert "PDOK geeft geen antwoord op onze vraag (code 404)" in beside
    assert "U werkt verder met Groningen 2024, opgehaald op " in beside


def test_what_did_not_come_is_said(run, services):
    services.manners.append(bad.only("TypedDataSet", bad.said(bad.XML)))
    code, said, _ = run("GM0014")
    assert code == 0
    assert "Niet meegekomen: CBS antwoordt anders dan wij kennen." in said


def test_without_a_copy_a_fault_is_one_sentence_and_exit_1(run, services):
    services.manners.append(bad.said(bad.XML))
    code, said, beside = run("GM0014")
    assert (code, said) == (command.BROKEN, "")
    assert "[service_changed]" in beside
    assert "[service_url_unknown]" in run("GM0014", url="api.pdok.nl")[2]
    assert "[year_not_served]" in run("GM0014", "--year", "1999")[2]


def test_ctrl_c_is_a_stop_and_no_trace(run, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(fetch, "ask_gemeente", interrupt)
    code, _, beside = run("GM0014")
    assert code == command.BROKEN
    assert "[fetch_cancelled]" in beside
