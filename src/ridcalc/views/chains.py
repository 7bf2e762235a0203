"""Chains: how an amount follows from what the files say, in sentences that can be calculated again by hand."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, cast

from ridcalc.core.allocation.result import Division
from ridcalc.core.allocation.steps import Step
from ridcalc.core.amounts.amount import WHOLE, Amount, by_measure
from ridcalc.core.amounts.indexation import Level, Raise
from ridcalc.core.amounts.kinds.others import Others
from ridcalc.core.amounts.kinds.surcharge import rate_in
from ridcalc.core.amounts.kinds.tariff import Calculation, calculation
from ridcalc.core.amounts.rules import Rules, rules_of
from ridcalc.core.analysis.explain import Explanation
from ridcalc.core.budget.amount_rules import Over
from ridcalc.core.budget.choices import sign_of
from ridcalc.core.budget.model import Case, Measure
from ridcalc.core.budget.objects import Named
from ridcalc.core.values.periods import parse_period
from ridcalc.core.values.problems import Euros, Exact, Message, say, some
from ridcalc.views.notes import SIDE_NAMES, name_of
from ridcalc.views.table import Branch, Label
from ridcalc.views.words import source_words

if TYPE_CHECKING:
    from ridcalc.core.budget.amount_rules import Base, Surcharge
    from ridcalc.views.batch_notes import BatchId

_MONTHS = 12


class Chains:
    """The chains of the amounts of an explanation."""

    def __init__(self, explanation: Explanation) -> None:
        """Keep the case, its amounts, and the rules by which they follow from the files."""
        self.explanation = explanation
        self.case: Case = explanation.allocation.case
        self._others = Others(self.case.measures, explanation.allocation.amounts)
        self._rules: Rules = rules_of(self.case.budget, explanation.book.counts)

    @cached_property
    def pm_beside(self) -> "dict[BatchId, tuple[str, ...]]":
        """Batch → the names of the PM measures that would be in the batch if their amounts were known."""
        from ridcalc.views.batch_notes import pm_beside  # few budgets have keys with amounts

        return pm_beside(self.explanation.allocation)

    def of(self, amount: Amount) -> Iterator[Message]:
        """Yield the sentences about a known amount: its index, its part of a year, what it is a surcharge over."""
        measure = self.case.budget.measures[amount.measure]
        if amount.written is None or amount.indexed is None:
            return
        match amount.kind:
            case "surcharge":
                yield self._surcharge(amount, measure)
            case "tariff":
                yield from self._price(amount, measure)
            case "parts":
                pass  # each participant's part says it
            case "amounts" | "total" | "yearly":
                steps = self._rules.indexation.raises(amount.written, amount.rates, self._rules.unit)
                yield from _raised(steps, amount, Fraction(100))
                if amount.since is not None and (amount.part != WHOLE or not steps):
                    yield _per_year(amount, steps[-1].after if steps else amount.written)

    def given(self, division: Division, step: Step) -> Message:
        """Return the sentence about what a measure itself gives a participant: counted, or agreed; income positive."""
        name = name_of(self.case, step.participant)
        measure = self.case.budget.measures[division.amounts[0].measure]
        sign = sign_of(measure.side)
        tariff, found = measure.tariff, self._calculation(division.amounts[0], measure)
        if tariff is None or found is None:
            return say("agreed amount: {part} for {participant}", part=Euros(sign * step.part), participant=name)
        driver = self.case.budget.drivers[tariff.driver]
        unit = driver.unit or self.case.budget.names.of("drivers", tariff.driver)
        counted: Message = say("{count} {unit}", count=Exact(found.counts[step.participant]), unit=unit)
        if found.reference_year != division.period.year:
            counted = say("{text} ({year})", text=counted, year=str(found.reference_year))
        counted = say("{text} × {factor}", text=counted, factor=_euros(found.indexed * 100))
        if tariff.factor != 1:
            counted = say("{text} × {factor}", text=counted, factor=Exact(tariff.factor))
        outcome = _equals(counted, sign * step.exact, sign * step.part)
        return say("{sum} for {participant}", sum=outcome, participant=name)

    def _calculation(self, amount: Amount, measure: Measure) -> Calculation | None:
        """Return what a tariff is multiplied from; None: it is no tariff, or its price is PM."""
        if measure.tariff is None:
            return None
        index, year = amount.index_id, amount.price_level
        level = None if index is None or year is None else Level(index, year, ())
        return calculation(measure.tariff, amount.period.year, self._rules, level)

    def _price(self, amount: Amount, measure: Measure) -> Iterator[Message]:
        """Yield how the price of a tariff is indexed."""
        found = self._calculation(amount, measure)
        if found is not None and measure.tariff is not None:
            scale = Fraction(10**measure.tariff.price_decimals)
            steps = self._rules.indexation.raises(found.price * scale, found.rates, 1)
            for text in _raised(steps, amount, scale):
                yield say("price: {text}", text=text)

    def _surcharge(self, amount: Amount, measure: Measure) -> Message:
        """Return the rate of a surcharge, the amount that it is over, and the names of what that is the sum of."""
        of, year = cast("Surcharge", measure.surcharge).of, amount.period.year
        base = self._others.sums(of)[year].cents
        rate = rate_in(measure, year) or Fraction(0)
        counted = say("{rate} of {base} ({what})", rate=rate, base=Euros(base), what=self._over(of))
        return _equals(counted, rate * base, amount.written or 0)

    def _over(self, of: "Base") -> Label | tuple[str, ...]:
        """Return the words for what a surcharge is over: a key, a task or measures."""
        names = self.case.budget.names
        if isinstance(of, Over) and of.key is not None:
            return say("key {key}", key=names.of("keys", of.key))
        if isinstance(of, Over) and of.task is not None:
            return say("task {task}", task=names.of("tasks", of.task))
        under = self._others.under(of)
        return some((names.of("measures", name) for name in under), len(under))


def _raised(steps: tuple[Raise, ...], amount: Amount, scale: Fraction) -> Iterator[Message]:
    """Yield each step by which a number of 1/`scale` euros is raised; the first names the price level.

    A rate has its year, unless it is the only one and of the amount's own year.
    """
    dated = [year for step in steps for year, _ in step.rates] != [amount.period.year]
    for number, step in enumerate(steps):
        text: Message | Euros = _euros(step.before / scale * 100)
        if number == 0:
            text = say("{amount} (price level {year})", amount=text, year=str(amount.price_level))
        for year, rate in step.rates:
            text = say("{text} × {factor}", text=text, factor=Exact(1 + rate))
            text = say("{text} ({year})", text=text, year=str(year)) if dated else text
        yield _equals(text, step.exact / scale * 100, step.after / scale * 100)


def _per_year(amount: Amount, cents: Fraction | int) -> Message:
    """Return the sentence about an amount per year, and the part of the year that it is for."""
    since = str(amount.since)
    yearly = _euros(cents)
    if amount.part == WHOLE:
        return say("{amount} per year (from {since})", amount=yearly, since=since)
    period_of_year = parse_period(str(amount.period.year))
    begins_here = parse_period(since).start == amount.period.start and amount.period.end == period_of_year.end
    period = say("from {since}", since=since) if begins_here else amount.period.text
    months = amount.part * _MONTHS
    text = say("{amount} per year × {months}/12 ({period})", amount=yearly, months=Exact(months), period=period)
    return _equals(text, cents * amount.part, amount.indexed or 0)


def _equals(text: Message | Euros, exact: Fraction, cents: Fraction | int) -> Message:
    """Return a calculation with its outcome, and whether that is rounded. Both amounts in cents."""
    if exact == cents:
        return say("{calculation} = {amount}", calculation=text, amount=_euros(cents))
    return say("{calculation} = {amount} (rounded)", calculation=text, amount=_euros(cents))


def _euros(cents: Fraction | int) -> Euros | Message:
    """Return cents as an amount of money, or if there are parts of a cent as a number of euros."""
    if Fraction(cents).denominator == 1:
        return Euros(int(cents))
    return say("{exact} euro", exact=Exact(Fraction(cents) / 100))


def sources(chains: Chains, division: Division) -> Iterator[Branch]:
    """Yield the whole amount, and for each measure its source, its assumption and what the amount follows from."""
    case, amounts = chains.case, by_measure(division.amounts)
    if division.amount is not None:
        side = SIDE_NAMES[division.side]
        yield Branch(say("the whole is {amount} ({side})", amount=Euros(division.amount), side=side))
    for measure in division.measures:
        own = amounts.get(measure, [])
        lines = _of_measure(chains, measure, own)
        if len(division.measures) == 1:
            yield from lines
        else:
            cents = sum(amount.cents or 0 for amount in own)
            name = case.budget.names.of("measures", measure)
            yield Branch(say("{measure}: {amount}", measure=name, amount=Euros(cents)), tuple(lines))


def _of_measure(chains: Chains, measure: str, amounts: list[Amount]) -> Iterator[Branch]:
    """Yield the source and assumption of a measure, and what each of its amounts follows from."""
    case = chains.case
    entry = case.budget.measures[measure]
    yield from origin_of(case, entry)
    if entry.total is not None and entry.spread is not None:
        dated = sorted(entry.spread.items())
        spread = tuple(say("{period} {share}", period=period.text, share=share) for period, share in dated)
        yield Branch(say("of a total of {amount}, spread over {spread}", amount=Euros(entry.total), spread=spread))
    for amount in amounts:
        lines = tuple(chains.of(amount))
        if not lines and len(amounts) > 1:
            lines = (say("{period}: {amount}", period=amount.period.text, amount=Euros(amount.cents or 0)),)
        yield from map(Branch, lines)
        yield from _index_of(case, amount)


def _index_of(case: Case, amount: Amount) -> Iterator[Branch]:
    """Yield the index of an indexed amount, with its source and assumption."""
    if amount.rates and amount.index_id is not None:
        name = case.budget.names.of("indices", amount.index_id)
        yield Branch(say("index: {name}", name=name), tuple(origin_of(case, case.budget.indices[amount.index_id])))


def origin_of(case: Case, entry: Named) -> Iterator[Branch]:
    """Yield the document, section and page of an object, and its assumption."""
    if entry.source is not None:
        yield Branch(source_words(case, entry.source))
    if entry.assumption:
        yield Branch(say("assumption: {text}", text=" ".join(entry.assumption.split())))
