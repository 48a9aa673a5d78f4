"""The app stays on this computer; the room's network reaches the drawing page alone."""

import socket
import subprocess
import urllib.error
import urllib.request

import pytest

from gis.errors import SourceError
from gis.register.rounds import FELT, Round
from gis.workspace import rounds
from gis.workspace.home import Home
from gis.workspace.phones import ADDRESS
from gis.workspace.registers import open_register
from layers import command, serving
from layers.serving import find_lan_address, phones_served
from tests.homes import AT

HERE = "127.0.0.1"


def _get(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers)


def test_phones_find_the_round_and_nothing_of_the_app(tmp_path):
    home = Home(tmp_path)
    register = open_register(home, "eigen")
    going = rounds.begin(
        register, Round(FELT, gemeente="GM0014", year=2024), organisation="deze werkplek", at=AT
    )
    with phones_served(home, address=HERE, port=0) as address:
        assert _get(f"{address}/{going.key}")[0] == 200
        for path in ("", "/_stcore/health", "/kaart/vendor/x/map.js", "/beleefd"):
            status, headers = _get(address + path)
            assert status == 404
            assert "server" not in {name.casefold() for name in headers}
        port = int(address.rpartition(":")[2])
        with pytest.raises(SourceError) as error, phones_served(home, address=HERE, port=port):
            pass
        assert error.value.code == "lan_taken"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((HERE, port), timeout=2)


@pytest.mark.parametrize("told", ["8.8.8.8", "0.0.0.0", "::", "fe80::1", "zaal"])  # noqa: S104 - refused
def test_only_an_address_of_ones_own_network_is_served(told):
    with pytest.raises(SourceError) as error:
        find_lan_address(told)
    assert error.value.code == "lan_not_private"


@pytest.mark.parametrize("told", ["192.168.1.20", "10.0.0.7", "172.20.3.4", "127.0.0.1"])
def test_address_of_the_room(told):
    assert find_lan_address(told) == told


def test_computer_without_a_network_says_so(monkeypatch):
    monkeypatch.setattr(serving, "_own_address", lambda: None)
    with pytest.raises(SourceError) as error:
        find_lan_address(None)
    assert error.value.code == "lan_absent"


def _serve(monkeypatch, tmp_path, *options):
    started = []

    def start(order, *, env, **_):
        phones = env[ADDRESS]
        started.append((order, phones, _get(f"{phones}/x")[0] if phones else None))
        return subprocess.CompletedProcess(order, 0)

    monkeypatch.setattr(serving.subprocess, "run", start)
    with pytest.raises(SystemExit) as ended:
        command.run(["--home", str(tmp_path), "serve", *options])
    assert ended.value.code == 0
    return started[0]


def test_app_itself_is_never_open_to_the_network(monkeypatch, tmp_path, capsys):
    order, phones, _ = _serve(monkeypatch, tmp_path)
    assert order[order.index("--server.address") + 1] == HERE
    assert phones == ""
    order, phones, status = _serve(monkeypatch, tmp_path, "--lan", "--lan-address", HERE, "--lan-port", "0")
    assert order[order.index("--server.address") + 1] == HERE
    assert phones.startswith(f"http://{HERE}:")
    assert status == 404  # it answers while the app runs
    assert "De app blijft op deze computer." in capsys.readouterr().out
