"""Keys that blend other keys: a weighted mix, each in its version for the amount's period."""

from fractions import Fraction

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.keys.kinds.kind import Kind, Numbers, Resolved
from ridcalc.core.values.money import common_denominator


def _numbers(_: Definition, resolved: Resolved) -> Numbers:
    """Return what each participant has of the mix, as a part of 1."""
    common_denominator(share / weights.total for share, weights in resolved.parts)
    mixed: dict[str, Fraction] = {}
    for share, weights in resolved.parts:
        for name, weight in weights.of.items():
            mixed[name] = mixed.get(name, Fraction(0)) + share * Fraction(weight, weights.total)
    return mixed


def _rests_on(_: Definition, resolved: Resolved, __: Budget) -> bool:
    return any(weights.assumed for _, weights in resolved.parts)


KIND = Kind(
    names=lambda _: (),
    numbers=_numbers,
    written=lambda *_: None,
    made_of=lambda definition: definition.blend or {},
    rests_on=_rests_on,
    cells="results",
)
