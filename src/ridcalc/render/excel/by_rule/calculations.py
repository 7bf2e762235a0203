"""The columns of the calculations: a whole number × a numerator ÷ a denominator, rounded; exact as in quotients.py."""

from collections.abc import Callable
from typing import NamedTuple

from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.by_rule.chains import LINKS, link_rows
from ridcalc.render.excel.by_rule.inputs import input_columns, last_input_row
from ridcalc.render.excel.cells import Cell, Style, Value, runs_of
from ridcalc.render.excel.columns import Addresses, At, Column, Columns, empty
from ridcalc.render.excel.composition.calculation import Calculation
from ridcalc.render.excel.composition.inputs import number
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.quotients import DIGITS, UNDIVIDED, digit_values, quotient
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import optional

INPUTS = input_columns(say("Composition"), say("Composition: what amounts by rule follow from"))
"""The columns of the inputs, at the top of the sheet."""


class Blocks(NamedTuple):
    """The rows with the headings of the blocks of calculations, below the inputs; 0: there is no such block."""

    steps: int
    parts: int
    surcharges: int


def blocks_of(layout: Layout) -> Blocks:
    """Return the rows with the headings of the blocks: each has an empty row and a title above its headings."""
    row = last_input_row(layout.composition.inputs)
    heads: list[int] = []
    composition = layout.composition
    for rows in (composition.steps, composition.parts, composition.surcharges):
        heads.append(row + 3 if rows else 0)
        row += len(rows) + 3 if rows else 0
    steps, parts, surcharges = heads
    return Blocks(steps, parts, surcharges)


class CalculationLine(NamedTuple):
    """A row of a block of calculations."""

    layout: Layout
    blocks: Blocks
    calculation: Calculation
    measures: Addresses
    """The columns of the sheet Measures, where the amounts under a surcharge stand."""
    values: dict[str, Value]
    """The values of the columns that calculate the outcome."""

    @property
    def is_step(self) -> bool:
        """Whether the row is a step of an amount or of a price."""
        return not self.calculation.number and not self.is_surcharge

    @property
    def is_surcharge(self) -> bool:
        """Whether the row is a surcharge."""
        return self.calculation.amount.kind == "surcharge"


def _whole(line: CalculationLine, position: str) -> str:
    """Return the formula of the input in a position, as a whole number."""
    last = last_input_row(line.layout.composition.inputs)
    return f"INDEX({INPUTS.down('whole', FIRST_ROW, last)},{position})"


def _price(line: CalculationLine, at: At) -> Cell | None:
    """Return the cell of the price of a tariff, as a whole number: an input, or the outcome of a step."""
    calculation = line.calculation
    if not calculation.number:
        return None
    composition = line.layout.composition
    if calculation.step:
        first = line.blocks.steps + 1
        steps = CALCULATIONS.down("units", first, first + len(composition.steps) - 1)
        value: int | None = composition.steps[calculation.step - 1].outcome
        formula = f"INDEX({steps},{at.step})"
    else:
        value, formula = composition.inputs.at(calculation.price).whole, _whole(line, at.step)
    return Cell("PM" if value is None else value, "whole", formula)


def _to_divide(line: CalculationLine, at: At) -> Cell:
    calculation = line.calculation
    if line.is_surcharge:
        formula = _base(line, at)
    elif calculation.number:
        formula = f'IF({at.price}="PM","PM",{_whole(line, at.source)})'
    elif calculation.source:
        formula = _whole(line, at.source)
    else:
        formula = CALCULATIONS.at(at.row - 1).units
    return Cell("PM" if calculation.start is None else calculation.start, "whole", formula)


def _base(line: CalculationLine, at: At) -> str:
    """Return the formula of the sum of the measures under a surcharge, with the sign of the rate."""
    rows = [line.layout.amount_rows[dated] for dated in line.calculation.under]
    if not rows:
        return f"{at.rest}*IF({_whole(line, at.source)}<0,-1,1)"
    spans = ",".join(line.layout.down(line.measures, "units", *run) for run in runs_of(rows))
    summed = f"(SUM({spans})+{at.rest})*IF({_whole(line, at.source)}<0,-1,1)"
    return f'IF(COUNT({spans})<{at.amounts},"PM",{summed})'


def _weight(line: CalculationLine, at: At) -> Cell:
    calculation = line.calculation
    if line.is_surcharge:
        formula = f"ABS({_whole(line, at.by)})"
    elif calculation.number:
        formula = _known(at, f"{at.price}*{_whole(line, at.by)}*{at.times}")
    elif calculation.by:
        formula = f"{_of_chain(line, at, 'numerator')}*{at.times}"
    else:
        formula = at.times
    return Cell("" if calculation.numerator is None else calculation.numerator, "whole", formula)


def _sum_of_weights(line: CalculationLine, at: At) -> Cell:
    calculation = line.calculation
    formula = f"{_of_chain(line, at, 'denominator')}*{at.over}" if line.is_step and calculation.by else at.over
    return Cell(calculation.denominator, "whole", formula)


def _of_chain(line: CalculationLine, at: At, name: str) -> str:
    """Return the formula of the numerator or the denominator of a chain on the sheet Indexation."""
    first, last = link_rows(line.layout)
    column = f"chained_{name}" if line.layout.composition.at_once else name
    return f"INDEX({line.layout.down(LINKS, column, first, last)},{at.by})"


def _known(at: At, formula: str, otherwise: str = '""') -> str:
    """Return the formula that gives `formula` if the amount is known, and `otherwise` if it is PM."""
    return f'IF({at.to_divide}="PM",{otherwise},{formula})'


def values_of(calculation: Calculation) -> dict[str, Value]:
    """Return the values of the columns that calculate the outcome."""
    names = ("rounded_down", "remainder", "units", *DIGITS)
    outcome = calculation.outcome
    if outcome is None or calculation.start is None or calculation.numerator is None:
        return {**dict.fromkeys(names, ""), "units": "PM"}
    down, rest = divmod(abs(calculation.start) * calculation.numerator, calculation.denominator)
    digits = digit_values(abs(calculation.start), calculation.numerator, calculation.denominator)
    return {"rounded_down": down, "remainder": rest, "units": outcome, **digits}


def _figure(name: str, formula: Callable[[At], str], otherwise: str = '""') -> Callable[[CalculationLine, At], Cell]:
    """Return the function that returns the cell of a figure, by its name in `values_of`."""
    return lambda line, at: Cell(line.values[name], "whole", _known(at, formula(at), otherwise))


def _quotient(name: str) -> Callable[[CalculationLine, At], Cell]:
    """Return the function that returns the cell of the quotient rounded down, or of its remainder."""

    def cell(line: CalculationLine, at: At) -> Cell:
        formulas = quotient("digits" if line.calculation.in_digits else "product", at)
        return _figure(name, lambda _: getattr(formulas, name))(line, at)

    return cell


def _digit(name: str) -> Callable[[CalculationLine, At], Cell | None]:
    """Return the function that returns the cell of a digit, on the rows that need digits."""
    figure = _figure(name, DIGITS[name])
    return lambda line, at: figure(line, at) if line.calculation.in_digits else None


def _units(at: At) -> str:
    nearest = f"{at.rounded_down}+IF(2*{at.remainder}>={at.sum_of_weights},1,0)"
    return f'IF({at.remainder}="{UNDIVIDED}","{UNDIVIDED}",IF({at.to_divide}<0,-1,1)*({nearest}))'


def _outcome(line: CalculationLine, at: At) -> Cell:
    calculation = line.calculation
    style: Style = "money" if calculation.size * 100 == line.layout.unit else "exact"
    value = "PM" if calculation.outcome is None else number(calculation.outcome * calculation.size)
    return Cell(value, style, f"IF(ISNUMBER({at.units}),{at.units}*{at.size},{at.units})")


def _small(name: str, heading: Message, value: Callable[[Calculation], Value | None]) -> Column[CalculationLine]:
    """Return a column of numbers by which formulas look something up, or by which they multiply."""

    def cell(line: CalculationLine, _: At) -> Cell | None:
        found = value(line.calculation)
        return None if found is None else Cell(found, "small")

    return Column(name, heading, 9, cell)


def _who(line: CalculationLine, _: At) -> Cell | None:
    name = line.calculation.who
    return Cell(line.layout.name(name)) if name else None


_DIGIT_HEADINGS = dict(
    zip(
        DIGITS,
        (
            say("estimate"),
            say("high part of the number"),
            say("high part of times"),
            say("high part of divided by"),
            say("high part of estimate"),
            say("left over"),
        ),
        strict=True,
    )
)
"""The headings of the digits."""


def _unless_step(value: Callable[[Calculation], Value | None]) -> Callable[[Calculation], Value | None]:
    return lambda row: value(row) if row.amount.kind == "surcharge" else None


CALCULATIONS: Columns[CalculationLine] = Columns(
    INPUTS.sheet,
    (
        Column("spare", "", 5, empty),
        Column(
            "measure",
            say("measure"),
            28,
            lambda line, _: Cell(line.layout.measure_name(line.calculation.amount.measure), "wrapped"),
        ),
        Column("what", say("what"), 24, lambda line, _: optional(line.layout, line.layout.text(line.calculation.what))),
        Column("period", say("period"), 10, lambda line, _: Cell(line.calculation.amount.period.text)),
        Column("who", say("participant"), 22, _who),
        Column("outcome", say("outcome"), 16, _outcome),
        Column("spare 2", "", 36, empty),
        Column("measure_id", say("measure_id"), 22, lambda line, _: Cell(line.calculation.amount.measure)),
        Column("to_divide", say("number"), 30, _to_divide),
        Column("weight", say("times"), 16, _weight),
        Column("sum_of_weights", say("divided by"), 16, _sum_of_weights),
        Column("rounded_down", say("rounded_down"), 16, _quotient("rounded_down")),
        Column("remainder", say("remainder"), 16, _quotient("remainder")),
        Column("units", say("units"), 16, _figure("units", _units, '"PM"')),
        _small("source", say("input"), lambda row: row.source or None),
        _small("by", say("factor or rate"), lambda row: row.by or None),
        _small("step", say("price in row"), lambda row: (row.step or row.price) if row.number else None),
        Column("price", say("price"), 14, _price),
        _small("times", say("numerator"), lambda row: row.times),
        _small("over", say("denominator"), lambda row: row.over),
        _small("size", say("euros of a unit"), lambda row: number(row.size)),
        _small("number", say("tariff"), lambda row: row.number or None),
        _small("amounts", say("amounts"), _unless_step(lambda row: len(row.under))),
        _small("rest", say("not on sheet {sheet}", sheet=say("Measures")), _unless_step(lambda row: row.rest)),
        *(Column(name, heading, 16, _digit(name)) for name, heading in _DIGIT_HEADINGS.items()),
    ),
)
"""The columns of the blocks of calculations; the last of them are the digits of quotients.py."""
