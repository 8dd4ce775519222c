"""Making large values of which nothing is thrown away meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """All that is made is kept, so that Python need not look through it for what is not.

    That looking takes as long as the making where values are many. It changes no value, and is
    left as it was before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
