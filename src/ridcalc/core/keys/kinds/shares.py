"""Keys of shares: each participant has an exact part of 1."""

from ridcalc.core.budget.model import Definition
from ridcalc.core.keys.kinds.kind import Kind, Numbers, Resolved


def _numbers(definition: Definition, _: Resolved) -> Numbers:
    return definition.shares or {}


def _written(definition: Definition, _: Numbers) -> Numbers:
    """Return the shares in hundredths."""
    return {one: share * 100 for one, share in (definition.shares or {}).items()}


KIND = Kind(names=lambda definition: definition.shares or (), numbers=_numbers, written=_written, steady=True)
