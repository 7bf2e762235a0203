"""How many examples the laws try."""

import os

EFFORT = int(os.environ.get("RIDCALC_EFFORT", "1"))
"""1 as the README runs the tests, 3 in the gate, more for a long search."""


def times(count: int) -> int:
    """Return `count`, times the effort."""
    return count * EFFORT
