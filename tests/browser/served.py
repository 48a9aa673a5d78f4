"""The whole app on a home where partners wrote hostile titles."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import shapely

from gis.periods import parse_period
from gis.workspace.home import Home
from gis.workspace.registers import open_register
from tests.browser.harness import ROOT, serve

MOMENT = datetime(2027, 3, 11)  # noqa: DTZ001 - the peildatum of the example

HOSTILE = [
    "<img src=x onerror=window.hurt=1>",
    "</script><script>window.hurt=1</script>",
    "`;window.hurt=1;`",
    "${window.hurt=1} ![x](https://elders.example/x.png)",
]


@dataclass(frozen=True)
class Served:
    address: str
    home: Home


@contextmanager
def serve_app(folder: Path) -> Iterator[Served]:
    """Serve the app on a home where hostile titles stand in Paddepoel-Zuid, two by two on one spot."""
    home = Home(folder)
    store = open_register(home, "voorbeeld").store
    known = {one.id: one for one in store.activities()}
    rows = [
        replace(
            known["F10"] if number % 2 else known["F12"],
            id=f"H{number}",
            title=title,
            public_title=title,
            visibility="openbaar",
            owner="Corporatie B",
            partners=(title,),
            note=title,
            period=parse_period("2028", reference=MOMENT.date()),
            geometry=shapely.Point(232350 + 200 * (number // 2) + 4 * (number % 2), 582700),
            version=0,
        )
        for number, title in enumerate(HOSTILE)
    ]
    store.save(rows, organisation="Corporatie B", at=MOMENT)
    env = {"KOPPELKAART_HOME": str(home.path), "KOPPELKAART_WORKSPACE": "voorbeeld"}
    with serve(ROOT / "streamlit_app.py", env=env) as address:
        yield Served(address, home)
