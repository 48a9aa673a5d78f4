import gc

import pytest

from gis.workspace.collecting import uncollected


def test_the_collector_goes_on_afterwards():
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_fault_too():
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0
    assert gc.isenabled()


def test_one_that_was_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_it_may_stand_above_a_function():
    @uncollected()
    def made() -> bool:
        return gc.isenabled()

    assert not made()
    assert gc.isenabled()
