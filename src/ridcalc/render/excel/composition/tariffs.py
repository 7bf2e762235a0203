"""The rows of a tariff: the price with its index, and what each participant pays."""

from fractions import Fraction
from typing import NamedTuple, cast

from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.kinds.tariff import in_force
from ridcalc.core.budget.amount_rules import Tariff
from ridcalc.core.values.problems import say
from ridcalc.render.excel.composition.building import Building
from ridcalc.render.excel.composition.calculation import Calculation, Source
from ridcalc.render.excel.composition.inputs import COUNT_SCALE, Input, scale_for


class _Price(NamedTuple):
    """A price as a whole number, and where it stands."""

    whole: int | None
    """None: PM."""
    scale: Fraction
    """The whole number of one euro."""
    input: int
    """The position of the input, if no step rounds the price."""
    step: int
    """The position of the step that rounds the price; 0: there is none."""


def add_tariff(rows: Building, amount: Amount) -> Source:
    """Add the rows of a tariff in a year.

    Raises:
        InexactError: a spreadsheet does not calculate them exactly.
        InvalidValueError: the price is PM, and the index lacks a year.
    """
    tariff = cast("Tariff", rows.budget.measures[amount.measure].tariff)
    price = _price(rows, amount, tariff)
    scale = scale_for([tariff.factor], COUNT_SCALE)
    entered = rows.money(amount, say("factor"), tariff.factor)
    path = f"measures.{amount.measure}.tariff.factor"
    factor = rows.add(entered._replace(when="", path=path, scale=scale, style="input_number"))
    rows.tariffs += 1
    first = len(rows.parts) + 1
    _add_parts(rows, amount, tariff, price, factor)
    return Source("tariff", rows.tariffs, first)


def _price(rows: Building, amount: Amount, tariff: Tariff) -> _Price:
    """Add the price, and the steps that index it to the decimals of the tariff."""
    since = cast("int", in_force(tariff.price, amount.period.year))
    written = tariff.price[since]
    decimals = 10**tariff.price_decimals
    scale = scale_for([written or Fraction(0)], max(decimals, COUNT_SCALE))
    entered = rows.money(amount, say("price"), written)
    path = f"measures.{amount.measure}.tariff.price.{since}"
    entered = entered._replace(when=str(since), path=path, scale=scale, style="input_number", may_be_pm=True)
    position = source = rows.add(entered)
    whole, step = entered.whole, 0
    for what, by in rows.links(rows.level(amount), amount.period.year):
        finer = decimals / scale if source else Fraction(1)
        row = Calculation(
            amount=amount,
            what=what,
            source=source,
            by=by,
            times=finer.numerator,
            over=finer.denominator,
            start=whole,
            size=Fraction(1, decimals),
        )
        whole, source = rows.indexed(row), 0
        step = len(rows.steps)
    return _Price(whole, Fraction(decimals) if step else scale, position, step)


def _add_parts(rows: Building, amount: Amount, tariff: Tariff, price: _Price, factor: int) -> None:
    """Add what each participant pays: its count × the price × the factor, which is the input `factor`."""
    year = amount.period.year
    reference_year = rows.rules.counts.reference_year(tariff.driver, year - tariff.lag)
    counts = rows.rules.counts.of_all(tariff.driver, reference_year, amount.recipients, year)
    of_factor = rows.inputs.at(factor)
    for name, count in counts.items():
        own = rows.rules.counts.is_written(tariff.driver, reference_year, name, year)
        path = f"drivers.{tariff.driver}.values.{reference_year}.{name}" if own else ""
        source = rows.add(_count(rows, tariff.driver, reference_year, name, count)._replace(path=path))
        entered = rows.inputs.at(source)
        finer = 1 / (rows.size * entered.scale * price.scale * of_factor.scale)
        known = price.whole is not None
        row = Calculation(
            amount=amount,
            what=say("count × price × factor"),
            who=name,
            source=source,
            by=factor,
            times=finer.numerator,
            over=finer.denominator,
            start=entered.whole if known else None,
            numerator=(price.whole or 0) * (of_factor.whole or 0) * finer.numerator if known else None,
            denominator=finer.denominator,
            size=rows.size,
            step=price.step,
            price=0 if price.step else price.input,
            number=rows.tariffs,
        )
        rows.append(rows.parts, row)
        rows.given[amount.dated, name] = len(rows.parts)


def _count(rows: Building, driver: str, year: int, participant: str, count: Fraction) -> Input:
    """Return the count of a participant in a reference year as an input, without the path of a value in the files."""
    return Input(
        about=rows.budget.names.of("drivers", driver),
        what=say("count"),
        when=str(year),
        who=rows.name(participant),
        value=count,
        scale=scale_for([count], COUNT_SCALE),
        style="input_number",
        id=driver,
        path="",
        noted=None if rows.inputs.has(driver) else rows.budget.drivers[driver],
    )
