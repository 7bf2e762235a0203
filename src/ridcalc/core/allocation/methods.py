"""The rounding methods. Each is a record: how it divides, the order in which parts get units, and its explanation.

To add a method, add its name to `MethodName`, a record here, and its formulas to `render/excel/rounding.py`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, assert_never

from ridcalc.core.arithmetic.apportionment import largest_remainder, largest_share
from ridcalc.core.budget.types import MethodName
from ridcalc.core.values.problems import Euros, Message, Number, say

if TYPE_CHECKING:
    from ridcalc.core.allocation.steps import Step

NameOf = Callable[[str], Message | str]
"""Takes the id of a participant and returns the name to show."""


class Refusal(NamedTuple):
    """The problem of an amount that is too small for a rounding method."""

    message: Message
    """The message, with the fields {measure} and {period}."""
    hint: Message


class Method(NamedTuple):
    """A rounding method (docs/decisions/rounding.md, *Largest remainder by default*)."""

    divide: Callable[[int, Sequence[int]], list[int]]
    """Units to divide and whole weights → parts in units. Raises SignFlippedError if the amount is too small."""
    ranked_by: Callable[[Sequence[int], Sequence[int]], Sequence[int]]
    """Weights and remainders → the numbers that rank the parts: 1 is the largest number, of ties the first declared."""
    words: Message
    """The rule in one line, for readers."""
    explain: Callable[[Message, "Step", "Sequence[Step]", int, NameOf], Message]
    """Exact value as a message, step that was rounded, all steps of its stage, unit in cents, names → the reason."""
    refusal: Refusal | None = None
    """The problem of an amount that is too small; None: the method can divide every amount."""


def method_of(name: MethodName) -> Method:
    """Return the record of the rounding method with a name."""
    match name:
        case "largest-remainder":
            return _LARGEST_REMAINDER
        case "largest-share":
            return _LARGEST_SHARE
        case _:
            assert_never(name)


_ROUNDED = {
    (True, True): say("rounded up to {unit}"),
    (False, True): say("rounded down to {unit}"),
    (True, False): say("rounded up to {unit}, the minus sign aside"),
    (False, False): say("rounded down to {unit}, the minus sign aside"),
}
"""Whether a part went up, and whether the amount is positive → how the part was rounded."""


_TAKERS_AT_MOST = 12
"""The most participants with a unit that was left that are named."""


def _by_remainder(exact: Message, step: "Step", steps: "Sequence[Step]", unit: int, name_of: NameOf) -> Message:
    """Return how a part was rounded, the rank of its remainder, and the participants that got the units left over."""
    up = [other for other in steps if other.went_up]
    named = up[:_TAKERS_AT_MOST]
    takers: tuple[Message | str, ...] = tuple(
        say("{name} (remainder {remainder})", name=name_of(other.participant), remainder=Number(other.remainder))
        for other in named
    )
    takers += (f"+ {len(up) - len(named)}",) if len(up) > len(named) else ()
    rounded = say(_ROUNDED[step.went_up, step.whole > 0].template, unit=Euros(unit))
    remainder = say("{number} cent", number=Number(step.remainder))
    if unit != 1:
        remainder = say("{number} × {unit}", number=Number(step.remainder), unit=Euros(unit))
    part = say(
        "{exact}, {rounded}; its remainder of {remainder} is number {rank} in size",
        exact=exact,
        rounded=rounded,
        remainder=remainder,
        rank=step.rank,
    )
    left = Euros(unit if step.whole > 0 else -unit)
    if step.odd_units == 1:
        return say("{part}; {unit} was left and went to the largest: {takers}", part=part, unit=left, takers=takers)
    return say(
        "{part}; {count} × {unit} was left and went to the largest: {takers}",
        part=part,
        count=step.odd_units,
        unit=left,
        takers=takers,
    )


def _by_share(exact: Message, *_: object) -> Message:
    """Return the reason of a part by `largest-share`, the same for every part."""
    return say("{exact}; rounded to the nearest unit, and the largest share takes the rest", exact=exact)


_LARGEST_REMAINDER = Method(
    divide=largest_remainder,
    ranked_by=lambda _, remainders: remainders,
    words=say("largest remainder, ties in the order of keys.yaml"),
    explain=_by_remainder,
)

_LARGEST_SHARE = Method(
    divide=largest_share,
    ranked_by=lambda weights, _: weights,
    words=say("every part to its nearest unit, the largest share takes the rest"),
    explain=_by_share,
    refusal=Refusal(
        say("the amount of '{measure}' in {period} is too small for largest-share: the rest would change sign"),
        say("use largest-remainder, or put small amounts together"),
    ),
)
