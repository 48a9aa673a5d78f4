"""An empty home, and one gemeente fetched from made files."""

from pathlib import Path

import pytest

from gis.workspace import sample
from gis.workspace.fetch import Fetched, fetch_place
from gis.workspace.home import Home
from gis.workspace.places import Place
from gis.workspace.registers import Register, open_register
from tests.homes import DAY, write_areas, write_scores


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def example(home: Home) -> Register:
    """The example meeting in a home of its own."""
    return open_register(home, "voorbeeld")


@pytest.fixture(scope="session")
def place() -> Place:
    """The gemeente of the sample; not to be written to."""
    return sample.read_place()


@pytest.fixture(scope="session")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Fetched]:
    """Not to be written to."""
    folder = tmp_path_factory.mktemp("fetched")
    files = [write_areas(folder / "grenzen.gpkg"), write_scores(folder / "scores.csv")]
    home = Home(folder / "home")
    return home, fetch_place(home, "GM0014", files=files, year=None, today=DAY)
