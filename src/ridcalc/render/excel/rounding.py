"""The formulas of each rounding method: the order of the parts, and the units that a part gets."""

from collections.abc import Callable
from typing import NamedTuple, assert_never

from ridcalc.core.budget.types import MethodName
from ridcalc.render.excel.columns import Addresses, At
from ridcalc.render.excel.stages import StageRows


class RoundingFormulas(NamedTuple):
    """The formulas of a method, in the columns of the trace."""

    served_by: str
    """The column that orders the parts: larger values first, ties in declared order."""
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
    """Return the formula of a part by largest share: the nearest unit, and for the largest part what is left.

    The formula shows "!" where the method refuses the amount; the checks on the sheet Controls count that.
    """
    spans = (stage.spans(columns, name) for name in ("rank", "rounded_down", "remainder", "sum_of_weights"))
    others = "+".join(
        f"SUMPRODUCT(({ranks}>1)*({rounded_down}+(2*{remainders}>={sums})))"
        for ranks, rounded_down, remainders, sums in zip(*spans, strict=True)
    )
    rest = f"ABS({at.to_divide})-({others})"
    nearest = f"{at.rounded_down}+IF(2*{at.remainder}>={at.sum_of_weights},1,0)"
    return f'IF({at.rank}=1,IF(({rest})<0,"!",{sign_of(at)}*({rest})),{sign_of(at)}*({nearest}))'
