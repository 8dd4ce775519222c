"""While something is made that is kept, nothing is collected; afterwards it is as it was before."""

import gc

import pytest

from joinedup.values.keeping import nothing_thrown_away


@pytest.mark.parametrize("was_on", [True, False])
def test_collecting_is_left_as_it_was_before(was_on: bool) -> None:
    try:
        if not was_on:
            gc.disable()
        with pytest.raises(ValueError, match="faulty"), nothing_thrown_away():
            assert not gc.isenabled()
            raise ValueError("faulty")
        assert gc.isenabled() is was_on
    finally:
        gc.enable()
