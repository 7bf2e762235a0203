"""The formulas of each rounding method: the order of the parts, and the units that a part gets."""

from collections.abc import Callable
from typing import NamedTuple, assert_never

from ridcalc.core.budget.types import MethodName
from ridcalc.render.excel.columns import Addresses, At
from ridcalc.render.excel.quotients import UNDIVIDED
from ridcalc.render.excel.stages import StageRows


class RoundingFormulas(NamedTuple):
    """The formulas of a method, in the columns of the trace."""

    ranked_by: str
    """The name of the column by whose values the parts are ranked: 1 is the largest, the first declared of ties."""
    units: Callable[[Addresses, StageRows, At], str]
    """Returns the formula of a part in units of rounding, for an amount that is not PM."""


def formulas_of(method: MethodName) -> RoundingFormulas:
    """Return the formulas of a method."""
    match method:
        case "largest-remainder":
            return RoundingFormulas("remainder", _by_remainder)
        case "largest-share":
            return RoundingFormulas("weight", _by_share)
        case _:
            assert_never(method)


def sign_of(at: At) -> str:
    """Return the formula of the sign of the amount to divide: -1 or 1."""
    return f"IF({at.to_divide}<0,-1,1)"


def _by_remainder(columns: Addresses, stage: StageRows, at: At) -> str:
    """Return the formula of a part by largest remainder (docs/decisions/rounding.md).

    The part is rounded towards zero; it gets one unit more if its rank is within the number of units left over.
    """
    left = f"ABS({at.to_divide})-{stage.sum(columns, 'rounded_down')}"
    return f"{sign_of(at)}*({at.rounded_down}+IF({at.rank}<={left},1,0))"


def _by_share(columns: Addresses, stage: StageRows, at: At) -> str:
    """Return the formula of a part by largest share (docs/decisions/rounding.md).

    The part is rounded to the nearest unit. The part of rank 1, which has the largest weight, is the amount minus the
    other parts; it is `UNDIVIDED` if that would be negative, because the method then refuses the amount.
    """
    spans = (stage.spans(columns, name) for name in ("rank", "rounded_down", "remainder", "sum_of_weights"))
    others = "+".join(
        f"SUMPRODUCT(({ranks}>1)*({rounded_down}+(2*{remainders}>={sums})))"
        for ranks, rounded_down, remainders, sums in zip(*spans, strict=True)
    )
    largest_part = f"ABS({at.to_divide})-({others})"
    nearest = f"{at.rounded_down}+IF(2*{at.remainder}>={at.sum_of_weights},1,0)"
    sign = sign_of(at)
    return f'IF({at.rank}=1,IF(({largest_part})<0,"{UNDIVIDED}",{sign}*({largest_part})),{sign}*({nearest}))'
