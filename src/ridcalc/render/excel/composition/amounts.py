"""What each amount by rule follows from: its inputs, and rows that each multiply, divide and round once."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, cast

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.indexation import Level
from ridcalc.core.amounts.kinds.surcharge import measures_under
from ridcalc.core.amounts.kinds.tariff import in_force
from ridcalc.core.amounts.rules import Rules, rules_of
from ridcalc.core.budget.amount_rules import Tariff
from ridcalc.core.budget.model import Measure
from ridcalc.core.keys.counts import Counts
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Message, say
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.composition.factors import Chains, Factors
from ridcalc.render.excel.composition.inputs import COUNT_SCALE, RATE_SCALE, Input, Inputs, scale_for
from ridcalc.render.excel.rows import WRITTEN_BELOW

Dated = tuple[str, Period, bool]
"""A measure, a period, and whether the amount is PM."""
SourceKind = Literal["step", "tariff", "parts", "surcharge", "value"]
"""What an amount is: the outcome of a step, a sum of the parts of a tariff or of agreed parts, a surcharge, a value."""
MOST_RUNS = 100
"""The runs of adjacent rows that the sum of a surcharge may have, for the length of its formula."""


class Source(NamedTuple):
    """Where an amount comes from: the position of a row, or the number of a group of rows; from 1."""

    kind: SourceKind
    number: int = 0


class Calculation(NamedTuple):
    """A row: a whole number × a numerator ÷ a denominator, rounded to a whole number, halves away from zero."""

    amount: Amount
    what: Message
    who: str
    """The participant; empty for all together."""
    source: int
    """The position of the input that is multiplied; 0: the outcome of the row above, or of other sheets."""
    by: int
    """The position of a further factor: of a chain, the factor of a tariff, or the rate of a surcharge; 0: none."""
    times: int
    over: int
    """Whole numbers by which the numerator and the denominator are multiplied too."""
    start: int | None
    numerator: int | None
    denominator: int
    size: Fraction
    """The euros of a unit of the outcome."""
    step: int = 0
    """The position of the step with the price of a tariff; 0: the price is an input."""
    price: int = 0
    """The position of the input with the price of a tariff, if no step rounds it."""
    number: int = 0
    """The number of the tariff that the row is a part of."""
    under: tuple[Dated, ...] = ()
    """The amounts that a surcharge is over."""
    rest: int | None = 0
    """The units of amounts that a surcharge is over, and that are not in this workbook; None: PM."""

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
    def exact(self) -> bool:
        """Whether a spreadsheet calculates the row exactly."""
        numbers = (self.start or 0, self.numerator or 0, self.denominator, self.outcome or 0)
        return all(abs(number) < WRITTEN_BELOW for number in numbers)


class InexactError(ArithmeticError):
    """A spreadsheet does not calculate an amount exactly."""


class Composition:
    """The inputs and the rows of all amounts by rule. Positions count from 1."""

    def __init__(
        self, allocation: Allocation, amounts: Sequence[Amount], unit: int, notes: dict[str, dict[str, Cell | None]]
    ) -> None:
        """Add the inputs and rows of `amounts`; `unit` is the unit of rounding, in cents.

        `notes` has the cell beside the first input of each index and driver, by section and id.
        """
        budget = allocation.case.budget
        self.inputs, self.of_indices = Inputs(), Inputs()
        self.factors = Factors(budget, self.of_indices, notes["indices"])
        self.at_once = budget.settings.indexation.method == "cumulative"
        self.chains = Chains(self.factors, at_once=self.at_once)
        self.steps: list[Calculation] = []
        self.parts: list[Calculation] = []
        self.surcharges: list[Calculation] = []
        self.sources: dict[Dated, Source] = {}
        self.given: dict[tuple[Dated, str], int] = {}
        """The position of what a participant is given: of a part of a tariff, or of the input of an agreed part."""
        self._allocation = allocation
        self._budget = budget
        self._unit = unit
        self._notes = notes["drivers"]
        self._amounts = {amount.dated for amount in amounts}
        self._rules: Rules = rules_of(budget, Counts(budget, allocation.tree))
        self._tariffs = 0
        for amount in amounts:
            self._add(amount)

    def source_of(self, amount: Amount) -> Source | None:
        """Return where an amount comes from; None: it is an input on the sheet Measures."""
        return self.sources.get(amount.dated)

    def _add(self, amount: Amount) -> None:
        measure = self._budget.measures[amount.measure]
        sizes = len(self.steps), len(self.parts), len(self.surcharges)
        try:
            source = self._source(amount, measure)
        except (InexactError, InvalidValueError):  # the second: a PM amount of which the index lacks a year
            for rows, size in zip((self.steps, self.parts, self.surcharges), sizes, strict=True):
                del rows[size:]
            source = Source("value")
        if source is not None:
            self.sources[amount.dated] = source

    def _source(self, amount: Amount, measure: Measure) -> Source | None:
        match amount.kind:
            case "parts":
                return self._of_parts(amount)
            case "tariff":
                return self._of_tariff(amount, measure)
            case "surcharge":
                return self._of_surcharge(amount, measure)
            case _:
                level = self._rules.indexation.level_of(amount.measure, measure, amount.kind)
                return None if level is None and amount.kind != "yearly" else self._of_steps(amount, level)

    def _input(self, one: Input) -> int:
        """Add an input, and return its position.

        Raises:
            InexactError: a spreadsheet does not hold the number exactly.
        """
        position = self.inputs.add(one)
        if not one.exact:
            raise InexactError
        return position

    def _of_measure(self, amount: Amount, what: Message, value: Fraction | None, **fields: object) -> Input:
        """Return an input of a measure: an amount in euros, unless `fields` say otherwise."""
        name = amount.measure
        money = Input(
            about=self._budget.names.of("measures", name),
            what=what,
            when=amount.period.text,
            who="",
            value=value,
            scale=Fraction(100, self._unit),
            style="input_money",
            id=name,
            path="",
        )
        return money._replace(**fields)

    def _of_steps(self, amount: Amount, level: Level | None) -> Source:
        """Add the steps of an amount per year, or of an indexed amount: its index, then its part of a year."""
        is_yearly = amount.kind == "yearly"
        at = ".".join(("measures", amount.measure, *amount.at)) if amount.kind != "total" else ""
        since = str(amount.since) if is_yearly else amount.period.text
        what = say("amount for a full year") if is_yearly else say("amount")
        value = None if amount.written is None else Fraction(amount.written, 100)
        start = self._input(self._of_measure(amount, what, value, when=since, path=at, may_be_pm=True))
        units = self.inputs.at(start).whole
        size = Fraction(self._unit, 100)
        for what, position in self._links(level, amount.period.year):
            units = self._indexed(amount, what, start, position, units, 1, 1, size)
            start = 0
        if is_yearly or start:
            part = amount.part
            text = say("part of the year") if is_yearly else say("without a rate")
            row = Calculation(
                amount, text, "", start, 0, part.numerator, part.denominator, units, part.numerator, part.denominator, size
            )
            self._append(self.steps, row)
        return Source("step", len(self.steps))

    def _links(self, level: Level | None, year: int) -> Iterator[tuple[Message, int]]:
        """Yield what each step of an index is, and the position of its chain."""
        if level is None:
            return
        rates = self._rules.indexation.rates(level, year)
        index = self._budget.names.of("indices", level.index_id)
        years = tuple(year for year, _ in rates)
        positions = self.chains.positions(level.index_id, level.year, years)
        if self.at_once and positions:
            text = say("{index}, from {level} to {year}", index=index, level=str(level.year), year=str(years[-1]))
            yield text, positions[-1]
        elif not self.at_once:
            for one, position in zip(years, positions, strict=True):
                yield say("{index}, {year}", index=index, year=str(one)), position

    def _indexed(  # noqa: PLR0913  the numbers of a row
        self,
        amount: Amount,
        what: Message,
        source: int,
        position: int,
        start: int | None,
        times: int,
        over: int,
        size: Fraction,
    ) -> int | None:
        """Add the step that indexes a whole number, and return its outcome."""
        link = self.chains.at(position)
        if not link.exact:
            raise InexactError
        factor = link.chained if self.at_once else None
        numerator = factor.numerator if factor is not None else link.numerator
        denominator = factor.denominator if factor is not None else link.denominator
        row = Calculation(
            amount, what, "", source, position, times, over, start, numerator * times, denominator * over, size
        )
        self._append(self.steps, row)
        return row.outcome

    def _append(self, rows: list[Calculation], row: Calculation) -> None:
        if not row.exact:
            raise InexactError
        rows.append(row)

    def _of_parts(self, amount: Amount) -> Source:
        """Add the agreed parts of a period as inputs."""
        group = self.inputs.new_group()
        parts = (self._budget.measures[amount.measure].parts or {})[amount.period]
        for one in amount.given:
            cents = parts[one.participant]
            value = None if cents is None else Fraction(cents, 100)
            path = ".".join(("measures", amount.measure, "parts", amount.period.text, one.participant))
            who = self._name(one.participant)
            fields = {"who": who, "path": path, "group": group, "may_be_pm": True}
            part = self._of_measure(amount, say("agreed part"), value, **fields)
            self.given[amount.dated, one.participant] = self._input(part)
        return Source("parts", group)

    def _name(self, participant: str) -> str:
        return self._budget.names.of("participants", participant)

    def _of_tariff(self, amount: Amount, measure: Measure) -> Source:
        """Add the price of a tariff, its index, its counts, and the part of each participant."""
        tariff, year = cast("Tariff", measure.tariff), amount.period.year
        since = cast("int", in_force(tariff.price, year))
        written = tariff.price[since]
        scale = 10**tariff.price_decimals
        price_scale = scale_for([written or Fraction(0)], max(scale, COUNT_SCALE))
        path = f"measures.{amount.measure}.tariff"
        price = self._input(
            self._of_measure(
                amount,
                say("price"),
                written,
                when=str(since),
                path=f"{path}.price.{since}",
                scale=price_scale,
                style="input_number",
                may_be_pm=True,
            )
        )
        factor_scale = scale_for([tariff.factor], COUNT_SCALE)
        factor = self._input(
            self._of_measure(
                amount,
                say("factor"),
                tariff.factor,
                when="",
                path=f"{path}.factor",
                scale=factor_scale,
                style="input_number",
            )
        )
        level = self._rules.indexation.level_of(amount.measure, measure, amount.kind)
        units, source, step = self.inputs.at(price).whole, price, 0
        for what, position in self._links(level, year):
            finer = Fraction(scale) / price_scale if source else Fraction(1)
            times, over = finer.numerator, finer.denominator
            units = self._indexed(amount, what, source, position, units, times, over, Fraction(1, scale))
            source, step = 0, len(self.steps)
        self._tariffs += 1
        per_unit = units, Fraction(scale) if step else price_scale
        self._of_participants(amount, tariff, (price, factor, step), per_unit)
        return Source("tariff", self._tariffs)

    def _of_participants(
        self,
        amount: Amount,
        tariff: Tariff,
        positions: tuple[int, int, int],
        per_unit: tuple[int | None, Fraction],
    ) -> None:
        """Add the part of each participant in a tariff: its count × the price × the factor.

        `positions` are those of price, factor and step; `per_unit` is the price as a whole number, and its scale.
        """
        price, factor, step = positions
        whole, price_scale = per_unit
        driver = self._rules.drivers[tariff.driver]
        reference_year = cast("int", in_force(driver.values, amount.period.year - tariff.lag))
        counts, _ = self._rules.counts.of_all(tariff.driver, reference_year, tariff.among)
        of_factor = self.inputs.at(factor)
        for name, count in counts.items():
            place = self._count(tariff.driver, reference_year, name, count)
            one = self.inputs.at(place)
            finer = Fraction(100, self._unit) / (one.scale * price_scale * of_factor.scale)
            numerator = None if whole is None else whole * (of_factor.whole or 0) * finer.numerator
            row = Calculation(
                amount=amount,
                what=say("count × price × factor"),
                who=name,
                source=place,
                by=factor,
                times=finer.numerator,
                over=finer.denominator,
                start=None if whole is None else one.whole,
                numerator=numerator,
                denominator=finer.denominator,
                size=Fraction(self._unit, 100),
                step=step,
                price=0 if step else price,
                number=self._tariffs,
            )
            self._append(self.parts, row)
            self.given[amount.dated, name] = len(self.parts)

    def _count(self, driver: str, year: int, participant: str, count: Fraction) -> int:
        """Add the count of a participant, and return its position."""
        own = participant in self._rules.drivers[driver].values[year]
        is_first = not self.inputs.has(driver)
        return self._input(
            Input(
                about=self._budget.names.of("drivers", driver),
                what=say("count"),
                when=str(year),
                who=self._name(participant),
                value=count,
                scale=scale_for([count], COUNT_SCALE),
                style="input_number",
                id=driver,
                path=f"drivers.{driver}.values.{year}.{participant}" if own else "",
                notes=self._notes[driver] if is_first else None,
            )
        )

    def _of_surcharge(self, amount: Amount, measure: Measure) -> Source:
        """Add the row of a surcharge: its rate × what the measures come to that it is over."""
        surcharge, year = measure.surcharge, amount.period.year
        rates = surcharge.rate if surcharge else {}
        since = cast("int", in_force(rates, year))
        path = ".".join(("measures", amount.measure, "surcharge", "rate", *((str(since),) if since > 0 else ())))
        rate = self._input(
            self._of_measure(
                amount,
                say("rate"),
                rates[since],
                when=str(since) if since > 0 else "",
                path=path,
                scale=scale_for([rates[since]], RATE_SCALE),
                style="input_rate",
            )
        )
        names = set(measures_under(measure, self._allocation.case.measures))
        over = [one for one in self._allocation.amounts if one.measure in names and one.period.year == year]
        here = tuple(one.dated for one in over if one.dated in self._amounts)
        elsewhere = [one.cents for one in over if one.dated not in self._amounts]
        rest = None if None in elsewhere else sum(cents or 0 for cents in elsewhere) // self._unit
        cents = [one.cents for one in over]
        units = None if None in cents else sum(cent or 0 for cent in cents) // self._unit
        of_rate = self.inputs.at(rate)
        whole, scale = of_rate.whole or 0, int(of_rate.scale)
        row = Calculation(
            amount=amount,
            what=say("rate of what the measures come to"),
            who="",
            source=rate,
            by=rate,
            times=1,
            over=scale,
            start=None if units is None else units * (-1 if whole < 0 else 1),
            numerator=abs(whole),
            denominator=scale,
            size=Fraction(self._unit, 100),
            under=here,
            rest=rest,
        )
        if rest is None or len(here) > MOST_RUNS:
            raise InexactError
        self._append(self.surcharges, row)
        return Source("surcharge", len(self.surcharges))
