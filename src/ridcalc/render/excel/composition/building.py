"""The rows of amounts by rule while they are added: inputs, chains of indices, and calculations."""

from collections.abc import Iterator
from fractions import Fraction

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.indexation import Level
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.keys.counts import Counts
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.composition.calculation import Calculation, Dated, InexactError
from ridcalc.render.excel.composition.chains import Chains
from ridcalc.render.excel.composition.factors import Factors
from ridcalc.render.excel.composition.inputs import Input, Inputs


class Building:
    """The inputs and the rows so far. Positions count from 1."""

    def __init__(self, allocation: Allocation, unit: int) -> None:
        """Begin with the inputs and factors of all indices; `unit` is the unit of rounding, in cents."""
        self.allocation = allocation
        self.budget = allocation.case.budget
        self.unit = unit
        self.rules = rules_of(self.budget, Counts(self.budget, allocation.tree))
        self.others = Others(allocation.case.measures, allocation.amounts)
        self.inputs, self.of_indices = Inputs(), Inputs()
        self.factors = Factors(self.budget, self.of_indices)
        self.at_once = self.budget.settings.indexation.method == "cumulative"
        self.chains = Chains(self.factors, at_once=self.at_once)
        self.steps: list[Calculation] = []
        self.parts: list[Calculation] = []
        self.surcharges: list[Calculation] = []
        self.given: dict[tuple[Dated, str], int] = {}
        """The position of what a participant is given: of a part of a tariff, or of the input of an agreed part."""
        self.tariffs = 0
        """The number of tariffs so far: of a measure in a year each."""

    @property
    def size(self) -> Fraction:
        """The euros of a unit of rounding."""
        return Fraction(self.unit, 100)

    def add(self, entered: Input) -> int:
        """Add an input, and return its position.

        Raises:
            InexactError: a spreadsheet does not hold the number exactly.
        """
        position = self.inputs.add(entered)
        if not entered.exact:
            raise InexactError
        return position

    def append(self, rows: list[Calculation], row: Calculation) -> None:
        """Add a row.

        Raises:
            InexactError: a spreadsheet does not calculate the row exactly.
        """
        if not row.exact:
            raise InexactError
        rows.append(row)

    def money(self, amount: Amount, what: Message, value: Fraction | None) -> Input:
        """Return an amount of a measure in euros as an input; None: PM."""
        return Input(
            about=self.budget.names.of("measures", amount.measure),
            what=what,
            when=amount.period.text,
            who="",
            value=value,
            scale=1 / self.size,
            style="input_money",
            id=amount.measure,
            path="",
        )

    def name(self, participant: str) -> str:
        """Return the name of a participant."""
        return self.budget.names.of("participants", participant)

    def level(self, amount: Amount) -> Level | None:
        """Return the index and the price level of an amount; None: it is not indexed."""
        return self.rules.indexation.level_of(amount.measure, self.budget.measures[amount.measure], amount.kind)

    def links(self, level: Level | None, year: int) -> Iterator[tuple[Message, int]]:
        """Yield what each step of an index is, and the position of its chain.

        Raises:
            InvalidValueError: the index lacks a year, which only amounts that are PM allow.
        """
        if level is None:
            return
        years = tuple(rated for rated, _ in self.rules.indexation.rates(level, year))
        index = self.budget.names.of("indices", level.index_id)
        positions = self.chains.positions(level.index_id, level.year, years)
        if self.at_once and positions:
            text = say("{index}, from {level} to {year}", index=index, level=str(level.year), year=str(years[-1]))
            yield text, positions[-1]
        elif not self.at_once:
            for rated, position in zip(years, positions, strict=True):
                yield say("{index}, {year}", index=index, year=str(rated)), position

    def indexed(self, row: Calculation) -> int | None:
        """Add a step that multiplies by the chain `row.by`, and return its outcome.

        `row` has the number that is multiplied, and no numerator and denominator yet.

        Raises:
            InexactError: a spreadsheet does not calculate the chain or the row exactly.
        """
        link = self.chains.at(row.by)
        if not link.exact:
            raise InexactError
        whole = (link.chained.numerator, link.chained.denominator)
        numerator, denominator = whole if self.at_once else (link.numerator, link.denominator)
        row = row._replace(numerator=numerator * row.times, denominator=denominator * row.over)
        self.append(self.steps, row)
        return row.outcome
