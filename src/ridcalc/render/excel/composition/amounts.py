"""What each amount by rule follows from: its inputs, and rows that each multiply, divide and round once."""

from collections.abc import Sequence
from fractions import Fraction

from ridcalc.core.allocation.result import Allocation
from ridcalc.core.amounts.amount import WHOLE, Amount
from ridcalc.core.values.problems import InvalidValueError, say
from ridcalc.render.excel.composition.building import Building
from ridcalc.render.excel.composition.calculation import Calculation, Dated, InexactError, Source
from ridcalc.render.excel.composition.surcharges import add_surcharge
from ridcalc.render.excel.composition.tariffs import add_tariff


class Composition(Building):
    """The inputs and the rows of all amounts by rule. Positions count from 1."""

    def __init__(self, allocation: Allocation, amounts: Sequence[Amount], unit: int) -> None:
        """Add the inputs and rows of `amounts`; `unit` is the unit of rounding, in cents."""
        super().__init__(allocation, unit)
        here = {amount.dated for amount in amounts}
        sources = ((amount.dated, self._source_or_value(amount, here)) for amount in amounts)
        self.sources = {dated: source for dated, source in sources if source is not None}

    def source_of(self, amount: Amount) -> Source | None:
        """Return where an amount comes from; None: it is an input on the sheet Measures."""
        return self.sources.get(amount.dated)

    def _source_or_value(self, amount: Amount, here: set[Dated]) -> Source | None:
        """Add the rows of an amount, or none where a spreadsheet does not calculate all of them exactly."""
        blocks = (self.steps, self.parts, self.surcharges)
        lengths = [len(rows) for rows in blocks]
        try:
            return self._source(amount, here)
        except (InexactError, InvalidValueError):  # the second: an amount is PM, and its index lacks a year
            for rows, length in zip(blocks, lengths, strict=True):
                del rows[length:]
            return Source("value")

    def _source(self, amount: Amount, here: set[Dated]) -> Source | None:
        match amount.kind:
            case "parts":
                return self._add_parts(amount)
            case "tariff":
                return add_tariff(self, amount)
            case "surcharge":
                return add_surcharge(self, amount, here)
            case "yearly":
                return self._add_steps(amount)
            case "amounts" | "total":
                return None if self.level(amount) is None else self._add_steps(amount)

    def _add_steps(self, amount: Amount) -> Source:
        """Add the steps of an amount per year, or of an indexed amount: its index, then its part of the year."""
        is_yearly = amount.kind == "yearly"
        value = None if amount.written is None else Fraction(amount.written, 100)
        entered = self.money(amount, say("amount for a full year") if is_yearly else say("amount"), value)
        since = amount.since or amount.period.text
        path = "" if amount.kind == "total" else ".".join(("measures", amount.measure, *amount.at))
        source = self.add(entered._replace(when=since, path=path, may_be_pm=True))
        units = entered.whole
        for what, by in self.links(self.level(amount), amount.period.year):
            units = self.indexed(Calculation(amount, what, source, by=by, start=units, size=self.size))
            source = 0
        is_part = amount.part != WHOLE
        if is_part or source:
            numerator, denominator = amount.part.as_integer_ratio()
            row = Calculation(
                amount=amount,
                what=say("part of the year") if is_part else say("not indexed"),
                source=source,
                times=numerator,
                over=denominator,
                start=units,
                numerator=numerator,
                denominator=denominator,
                size=self.size,
            )
            self.append(self.steps, row)
        return Source("step", len(self.steps), len(self.steps))

    def _add_parts(self, amount: Amount) -> Source:
        """Add the agreed parts of a period as inputs."""
        group = self.inputs.new_group()
        parts = (self.budget.measures[amount.measure].parts or {})[amount.period]
        for given in amount.given:
            cents = parts[given.participant]
            entered = self.money(amount, say("agreed part"), None if cents is None else Fraction(cents, 100))
            path = f"measures.{amount.measure}.parts.{amount.period.text}.{given.participant}"
            entered = entered._replace(who=self.name(given.participant), path=path, group=group, may_be_pm=True)
            self.given[amount.dated, given.participant] = self.add(entered)
        return Source("parts", group, self.given[amount.dated, amount.recipients[0]])
