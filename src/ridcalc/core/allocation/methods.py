"""The rounding methods: each a record of how it divides, whom it serves first, and how it explains itself.

A new method is its name in `MethodName`, a record here, and its formulas in `render/excel/rounding.py`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, assert_never

from ridcalc.core.allocation.result import Step
from ridcalc.core.arithmetic.apportionment import largest_remainder, largest_share
from ridcalc.core.budget.types import MethodName
from ridcalc.core.values.problems import Euros, Message, Number, say

NameOf = Callable[[str], Message | str]
"""What a participant is called."""


class Method(NamedTuple):
    """A rounding method."""

    divide: Callable[[int, Sequence[int]], list[int]]
    """Units and weights in, parts in units out; raises SignFlippedError where an amount is too small."""
    served_by: Callable[[Sequence[int], Sequence[int]], Sequence[int]]
    """Weights and remainders in, the numbers out by which parts are served: the larger first, ties as declared."""
    words: Message
    explain: Callable[[Message, Step, Sequence[Step], int, NameOf], Message]
    """Exact value in words, a part that was rounded, all parts of its stage, unit in cents: the reason in words."""
    refusal: tuple[Message, Message] | None = None
    """What is said of an amount that is too small, with {measure} and {period}, and what to do."""


def method_of(name: MethodName) -> Method:
    """Return the record of a method."""
    match name:
        case "largest-remainder":
            return _LARGEST_REMAINDER
        case "largest-share":
            return _LARGEST_SHARE
        case _:
            assert_never(name)


def _by_remainder(exact: Message, step: Step, steps: Sequence[Step], unit: int, name_of: NameOf) -> Message:
    """Say which place a remainder has, and who took the odd units."""
    takers = tuple(
        say("{name} (remainder {remainder})", name=name_of(one.participant), remainder=Number(one.remainder))
        for one in steps
        if one.went_up
    )
    up, down = say("up: remainder {remainder} is number {rank}"), say("down: remainder {remainder} is number {rank}")
    told = up if step.went_up == (step.whole > 0) else down
    return say(
        "{exact}, rounded {rounded}; {count} odd {unit} went to {takers}",
        exact=exact,
        rounded=say(told.template, remainder=Number(step.remainder), rank=step.rank),
        count=step.odd_units,
        unit=Euros(unit if step.whole > 0 else -unit),
        takers=takers,
    )


def _by_share(exact: Message, *_: object) -> Message:
    """Say that the part is rounded by itself, or takes the rest."""
    return say("{exact}; rounded to the nearest unit, and the largest share takes the rest", exact=exact)


_LARGEST_REMAINDER = Method(
    divide=largest_remainder,
    served_by=lambda _, remainders: remainders,
    words=say("largest remainder, ties in the order of keys.yaml"),
    explain=_by_remainder,
)

_LARGEST_SHARE = Method(
    divide=largest_share,
    served_by=lambda weights, _: weights,
    words=say("every part to its nearest unit, the largest share takes the rest"),
    explain=_by_share,
    refusal=(
        say("the amount of '{measure}' in {period} is too small for largest-share: the rest would change sign"),
        say("use largest-remainder, or put small amounts together"),
    ),
)
