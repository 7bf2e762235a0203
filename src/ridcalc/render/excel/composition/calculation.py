"""A row of a calculation: a whole number × a numerator ÷ a denominator, rounded; and where an amount comes from."""

from fractions import Fraction
from typing import Literal, NamedTuple

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import Message
from ridcalc.render.excel.rows import EXACT_BELOW, WRITTEN_BELOW

Dated = tuple[str, Period, bool]
"""A measure, a period, and whether the amount is PM."""
SourceKind = Literal["step", "tariff", "parts", "surcharge", "value"]
"""What an amount is: the outcome of a step, a sum of the parts of a tariff or of agreed parts, a surcharge, a value."""


ROOM = 100
"""Times by which an input may grow in the workbook before its product is too large for its formula."""


class Source(NamedTuple):
    """Where an amount comes from: the position of a row, or the number of a group of rows; from 1."""

    kind: SourceKind
    number: int = 0
    first: int = 0
    """The position of the first row or input that the amount comes from."""


class Calculation(NamedTuple):
    """A row: a whole number × a numerator ÷ a denominator, rounded to a whole number, halves away from zero."""

    amount: Amount
    what: Message
    source: int
    """The position of the input that is multiplied; 0: the outcome of the row above, or of other sheets."""
    by: int = 0
    """The position of a further factor: of a chain, the factor of a tariff, or the rate of a surcharge; 0: none."""
    times: int = 1
    over: int = 1
    """Whole numbers by which the numerator and the denominator are multiplied too."""
    start: int | None = None
    """The number that is multiplied; None: PM."""
    numerator: int | None = None
    """None: the price is PM."""
    denominator: int = 1
    size: Fraction = Fraction(1)
    """The euros of a unit of the outcome."""
    who: str = ""
    """The participant; empty for all together."""
    step: int = 0
    """The position of the step with the price of a tariff; 0: the price is an input."""
    price: int = 0
    """The position of the input with the price of a tariff, if no step rounds it."""
    number: int = 0
    """The number of the tariff that the row is a part of."""
    under: tuple[Dated, ...] = ()
    """The amounts that a surcharge is over."""
    rest: int = 0
    """The units of amounts that a surcharge is over, and that are not in this workbook."""

    @property
    def product(self) -> Fraction | None:
        """The exact outcome; None: PM."""
        if self.start is None or self.numerator is None:
            return None
        return Fraction(self.start * self.numerator, self.denominator)

    @property
    def outcome(self) -> int | None:
        """The rounded outcome; None: PM."""
        product = self.product
        if product is None:
            return None
        rounded = int(abs(product) + Fraction(1, 2))
        return -rounded if product < 0 else rounded

    @property
    def in_digits(self) -> bool:
        """Whether the product is calculated in two digits (quotients.py): it is PM, or may become too large."""
        return self.start is None or self.numerator is None or ROOM * abs(self.start) * self.numerator >= EXACT_BELOW

    @property
    def exact(self) -> bool:
        """Whether a spreadsheet calculates the row exactly."""
        numbers = (self.start or 0, self.numerator or 0, self.denominator, self.outcome or 0)
        return all(abs(number) < WRITTEN_BELOW for number in numbers)


class InexactError(ArithmeticError):
    """A spreadsheet does not calculate an amount exactly."""
