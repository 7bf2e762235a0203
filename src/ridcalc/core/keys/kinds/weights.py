"""Keys of weights: numbers that are not negative; a share is a weight divided by the sum of the weights."""

from ridcalc.core.budget.model import Definition
from ridcalc.core.keys.kinds.kind import Kind, Numbers, Resolved


def _numbers(definition: Definition, _: Resolved) -> Numbers:
    """Return participant → weight, as in the files."""
    return definition.weights or {}


KIND = Kind(
    names=lambda definition: definition.weights or (),
    numbers=_numbers,
    display_numbers=lambda definition, _: definition.weights or {},
    steady=True,
)
