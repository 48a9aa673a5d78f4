"""Starting the app on this computer, and beside it, when asked, the drawing page for phones in the room."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import uvicorn

from gis.errors import SourceError
from gis.workspace.home import Home, data_folder
from gis.workspace.phones import ADDRESS
from layers.phone.app import make_app

LOOPBACK = "127.0.0.1"
_SOMEWHERE = ("192.0.2.1", 9)  # for documentation (RFC 5737): nothing is sent there, only a way is looked up
_AT_ONCE = 200  # connections; a full room has fewer
_STOP_S = 5.0


def serve_app(home: Home, *, port: int, phones: str = "") -> int:
    """Run the app, for this computer alone, until it stops; return its exit code.

    Parameters
    ----------
    phones
        Address at which phones are served, for the app to show.
    """
    import streamlit_app  # noqa: PLC0415 - only serving needs the screen

    script = Path(streamlit_app.__file__)
    order = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = ["--server.address", LOOPBACK, "--server.port", str(port)]
    env = os.environ | {"KOPPELKAART_HOME": str(home.path), ADDRESS: phones}
    # Where .streamlit/config.toml is: beside the script in a checkout, with the data when installed.
    desk = script.parent if (script.parent / ".streamlit").is_dir() else data_folder()
    done = subprocess.run([*order, *options], cwd=desk, env=env, check=False)  # noqa: S603 - our own arguments
    return done.returncode


def find_lan_address(told: str | None) -> str:
    """Return the address at which the room's network finds this computer.

    Parameters
    ----------
    told
        One that a person says; None for the one that the way out of this computer has.

    Raises
    ------
    SourceError
        ``lan_absent`` when there is no network, ``lan_not_private`` for an address that is not of a network
        of one's own: drawings are never taken from the internet.
    """
    found = told or _own_address()
    if found is None:
        raise SourceError("lan_absent")
    try:
        address = ipaddress.ip_address(found)
    except ValueError as error:
        raise SourceError("lan_not_private", address=found) from error
    if address.version != 4 or not address.is_private or address.is_unspecified:  # noqa: PLR2004 - IPv4
        raise SourceError("lan_not_private", address=found)
    return str(address)


def _own_address() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_SOMEWHERE)
        except OSError:
            return None
        return str(way.getsockname()[0])


@contextlib.contextmanager
def phones_served(home: Home, *, address: str, port: int) -> Iterator[str]:
    """Serve the drawing page for phones, and nothing else, at one address; give where it is (http://…).

    Raises
    ------
    SourceError
        ``lan_taken`` when the address or the port cannot be had.
    """
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((address, port))
        door.listen()  # who comes before the server stands waits a moment
    except OSError as error:
        door.close()
        raise SourceError("lan_taken", address=address, port=port) from error
    host = f"{address}:{door.getsockname()[1]}"
    server = uvicorn.Server(
        uvicorn.Config(
            make_app(home, host=host, now=lambda: datetime.now().astimezone()),
            log_config=None,
            access_log=False,  # addresses hold the key, and who asked is nobody's business
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_AT_ONCE,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=2,
            ws="none",
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}"
    finally:
        server.should_exit = True
        thread.join(_STOP_S)
        door.close()
