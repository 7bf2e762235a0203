"""The formulas of each rounding method: by what parts are served, and how many units a part gets."""

from collections.abc import Callable
from typing import NamedTuple, assert_never

from ridcalc.core.budget.types import MethodName
from ridcalc.render.excel.columns import Addresses, At
from ridcalc.render.excel.stages import StageRows


class RoundingFormulas(NamedTuple):
    """The formulas of a method, in the columns of the trace."""

    served_by: str
    """The column by which parts are served: the larger first, ties as declared."""
    units: Callable[[Addresses, StageRows, At], str]
    """The formula of a part in units, without PM."""


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
    """Return the formula of the sign of what is divided."""
    return f"IF({at.to_divide}<0,-1,1)"


def _by_remainder(columns: Addresses, stage: StageRows, at: At) -> str:
    left = f"ABS({at.to_divide})-{stage.sum(columns, 'rounded_down')}"
    return f"{sign_of(at)}*({at.rounded_down}+IF({at.rank}<={left},1,0))"


def _by_share(columns: Addresses, stage: StageRows, at: At) -> str:
    spans = (stage.spans(columns, name) for name in ("rank", "rounded_down", "remainder", "sum_of_weights"))
    others = "+".join(
        f"SUMPRODUCT(({ranks}>1)*({down_to}+(2*{remainders}>={sums})))"
        for ranks, down_to, remainders, sums in zip(*spans, strict=True)
    )
    rest = f"ABS({at.to_divide})-({others})"
    nearest = f"{at.rounded_down}+IF(2*{at.remainder}>={at.sum_of_weights},1,0)"
    return f'IF({at.rank}=1,IF(({rest})<0,"!",{sign_of(at)}*({rest})),{sign_of(at)}*({nearest}))'
