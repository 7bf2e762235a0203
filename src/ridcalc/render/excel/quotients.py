"""The formulas of amount × weight ÷ sum of weights: the quotient rounded down, and the remainder, both exact.

A spreadsheet calculates with whole numbers below 2^53 exactly. A product beyond that is calculated in two digits: each
number is a high part times 2^25 plus a low part, and the quotient is estimated first. The product minus the estimate
times the sum is then small, and so is every number that leads to it. It shows whether the estimate is one too high or
too low. This holds for all amounts, weights and sums below 10^15.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.allocation.result import Division
from ridcalc.core.keys.display_weights import Versions
from ridcalc.core.values.problems import say
from ridcalc.render.excel.columns import At
from ridcalc.render.excel.rows import EXACT_BELOW
from ridcalc.render.excel.weights import WeightRow

QuotientForm = Literal["product", "digits", "given", "value"]
"""How a part is calculated: by the product, in two digits, on the sheet Composition, or outside the workbook."""

UNDIVIDED = "!"
"""The text that a part shows if its amount cannot be divided; the checks on the sheet Controls count these parts.

The amount is too large for exact formulas, or too small for the method.
"""

DIGIT = 2**25
"""The high part of a number counts in these; the low part is below it."""

_ROOM = 100
"""Times by which an amount or a weight may grow in the workbook before its product is too large for its formula."""
_AT_LEAST = 10**8
"""Units of rounding: an amount that is filled in later, such as a PM post, may be a hundred times this."""


def forms_of(
    weights: Sequence[WeightRow], divisions: Sequence[Division], unit: int
) -> Iterator[tuple[Versions, QuotientForm]]:
    """Yield the form of the quotients of each key version; `unit` is the unit of rounding in cents."""
    largest = max([_AT_LEAST, *(abs(division.amount or 0) // unit for division in divisions)])
    largest_weights: dict[Versions, int] = {}
    for row in weights:
        largest_weights[row.versions] = max(row.weight, largest_weights.get(row.versions, 0))
    exact = {row.versions: row.exact for row in weights}
    yield (), "value"  # a stage without a key: the measure itself says what each participant has
    for versions, weight in largest_weights.items():
        if not exact[versions]:
            yield versions, "value"
        else:
            yield versions, "digits" if _ROOM * largest * weight >= EXACT_BELOW else "product"


class Quotient(NamedTuple):
    """The formulas of a quotient and its remainder, in the columns of the trace."""

    rounded_down: str
    remainder: str
    """`UNDIVIDED` where the remainder is not exact."""


def quotient(form: QuotientForm, at: At) -> Quotient:
    """Return the formulas of a row's quotient and remainder."""
    return _in_digits(at) if form == "digits" else _from_product(at)


def _from_product(at: At) -> Quotient:
    """Return the formulas by the product; 1 is subtracted where the spreadsheet's own quotient is too high."""
    product = f"ABS({at.to_divide})*{at.weight}"
    estimate = f"INT({product}/{at.sum_of_weights})"
    too_large = f"({product}-2^53)>=0"
    return Quotient(
        f"{estimate}-IF(({estimate}*{at.sum_of_weights}-{product})>0,1,0)",
        f'IF({too_large},"{UNDIVIDED}",({product}-{at.rounded_down}*{at.sum_of_weights}))',
    )


def _in_digits(at: At) -> Quotient:
    """Return the formulas in two digits, from the columns of `DIGITS`."""
    too_high, too_low = f"{at.left}<0", f"({at.left}-{at.sum_of_weights})>=0"
    wrong = f"(ABS({at.to_divide})-10^15>=0)+({at.sum_of_weights}-10^15>=0)"
    left = f"({at.left}-({at.rounded_down}-{at.estimate})*{at.sum_of_weights})"
    return Quotient(
        f"{at.estimate}+IF({too_low},1,IF({too_high},-1,0))",
        f'IF({wrong}+({left}<0)+(({left}-{at.sum_of_weights})>=0)>0,"{UNDIVIDED}",{left})',
    )


def _amount(at: At) -> str:
    return f"ABS({at.to_divide})"


def _left(at: At) -> str:
    """Return the formula of amount × weight minus estimate × sum of weights."""
    numbers = (_amount(at), at.weight, at.sum_of_weights, at.estimate)
    amount, weight, total, estimate = highs = (at.high_amount, at.high_weight, at.high_sum, at.high_estimate)
    lows = (f"({number}-{high}*2^25)" for number, high in zip(numbers, highs, strict=True))
    low_amount, low_weight, low_total, low_estimate = lows
    high = f"({amount}*{weight}-{estimate}*{total})"
    middle = f"({amount}*{low_weight}+{low_amount}*{weight}-{estimate}*{low_total}-{low_estimate}*{total})"
    low = f"({low_amount}*{low_weight}-{low_estimate}*{low_total})"
    return f"(({high}*2^25+{middle})*2^25+{low})"


DIGITS: dict[str, Callable[[At], str]] = {
    "estimate": lambda at: f"INT({_amount(at)}*{at.weight}/{at.sum_of_weights})",
    "high_amount": lambda at: f"INT({_amount(at)}/2^25)",
    "high_weight": lambda at: f"INT({at.weight}/2^25)",
    "high_sum": lambda at: f"INT({at.sum_of_weights}/2^25)",
    "high_estimate": lambda at: f"INT({at.estimate}/2^25)",
    "left": _left,
}
"""The columns that only quotients in two digits have, and their formulas. The estimate is at most one off."""


def digit_values(units: int, weight: int, total: int) -> dict[str, int]:
    """Return the values of the columns in `DIGITS`; the estimate is calculated with doubles, as a spreadsheet does."""
    estimate = int(float(units) * float(weight) / float(total))
    highs = (number // DIGIT for number in (units, weight, total, estimate))
    return dict(zip(DIGITS, (estimate, *highs, units * weight - estimate * total), strict=True))


DIGIT_HEADINGS = dict(
    zip(
        DIGITS,
        (
            say("estimate"),
            say("high part of to_divide"),
            say("high part of weight"),
            say("high part of sum_of_weights"),
            say("high part of estimate"),
            say("left over"),
        ),
        strict=True,
    )
)
"""The columns that only quotients in two digits have, and their headings."""
