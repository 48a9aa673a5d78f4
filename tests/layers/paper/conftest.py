import pytest

from gis.workspace import cache, sample
from gis.workspace.home import Home


@pytest.fixture(scope="package")
def place(tmp_path_factory):
    """The gemeente of the sample."""
    return cache.open_place(Home(tmp_path_factory.mktemp("home")), sample.GEMEENTE)
