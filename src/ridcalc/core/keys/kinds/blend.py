"""Keys that blend other keys: the weighted sum of their shares, each key in its version for the period."""

from fractions import Fraction

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.keys.kinds.kind import Kind, Numbers, Resolved
from ridcalc.core.values.money import common_denominator
from ridcalc.core.values.problems import InvalidValueError


def _numbers(_: Definition, resolved: Resolved) -> Numbers:
    """Return participant → share of 1: the sum of the share that it has in each key, times the share of that key.

    Raises:
        InvalidValueError: the shares of the blend have too large a common denominator.
    """
    try:
        common_denominator(share / weights.total for share, weights in resolved.parts)  # only to refuse a large one
    except InvalidValueError as refusal:
        refusal.path = ("keys", resolved.version.key)
        raise
    mixed: dict[str, Fraction] = {}
    for share, weights in resolved.parts:
        for name, weight in weights.of.items():
            mixed[name] = mixed.get(name, Fraction(0)) + share * Fraction(weight, weights.total)
    return mixed


def _rests_on(_: Definition, resolved: Resolved, __: Budget) -> bool:
    """Return whether any of the blended keys rests on an assumption."""
    return any(weights.assumed for _, weights in resolved.parts)


KIND = Kind(
    names=lambda _: (),
    numbers=_numbers,
    display_numbers=lambda *_: {},
    keys=lambda definition: definition.blend or (),
    made_of=lambda definition, _: definition.blend or {},
    rests_on=_rests_on,
)
