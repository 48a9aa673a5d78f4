"""What the address bar may say, and for whom a screen is."""

import pytest

from gis.register.records import HOME_ORGANISATION
from gis.register.visible import Audience
from layers.ui import state


@pytest.fixture
def address(monkeypatch):
    told = {}
    monkeypatch.setattr(state.st, "query_params", told)
    return told


@pytest.mark.parametrize(
    ("name", "told", "kept"),
    [
        ("jaar", "2023", 2023),
        ("jaar", "abc", None),
        ("jaar", "-2024", None),
        ("jaar", "²²²²", None),
        ("jaar", "9" * 5000, None),
        ("jaar", "", None),
        ("kleur", "won", "won"),
        ("kleur", "xx", "kscore"),
        ("kleur", "<script>", "kscore"),
        ("lagen", "wijken,kansen", ["wijken", "kansen"]),
        ("lagen", "zz", []),
        ("lagen", "zz,wijken,<img src=x>", ["wijken"]),
        ("lagen", "", []),
        ("gemeente", "GM0363", "GM0363"),
        ("kijkt_als", "Corporatie A", HOME_ORGANISATION),
        ("achtergrond", "True", False),
        ("beleefd.deel", "7", 0.5),
    ],
)
def test_only_what_is_understood_is_taken_from_the_address(address, name, told, kept):
    address[name] = told
    assert state._from_address(name, state._DEFAULTS[name]) == kept


def test_nothing_in_the_address_is_the_default(address):
    assert all(state._from_address(name, value) == value for name, value in state._DEFAULTS.items())


@pytest.mark.parametrize(
    ("viewer", "organisation", "audience", "may_change"),
    [
        (state.RESIDENT, HOME_ORGANISATION, Audience.PUBLIC, False),
        (HOME_ORGANISATION, HOME_ORGANISATION, Audience.OWN, True),
        ("Corporatie A", "Corporatie A", Audience.OWN, True),
    ],
)
def test_who_looks_decides_what_is_seen(viewer, organisation, audience, may_change):
    view = state.View("eigen", "GM0014", 2024, viewer, "kscore", (), (), (), (), None, None)
    assert (view.organisation, view.audience, view.may_change) == (organisation, audience, may_change)


def test_two_sessions_have_different_secrets():
    assert state.new_secret() != state.new_secret()
    assert len(state.new_secret()) >= 32
