"""Keys of shares: each participant has an exact share, and the shares add to 1."""

from ridcalc.core.budget.model import Definition
from ridcalc.core.keys.kinds.kind import Kind, Numbers, Resolved


def _numbers(definition: Definition, _: Resolved) -> Numbers:
    """Return participant → share of 1."""
    return definition.shares or {}


def _display_numbers(definition: Definition, _: Numbers) -> Numbers:
    """Return participant → share in hundredths."""
    return {participant: share * 100 for participant, share in (definition.shares or {}).items()}


KIND = Kind(
    names=lambda definition: definition.shares or (), numbers=_numbers, display_numbers=_display_numbers, steady=True
)
