"""The rules of amounts, written a second time: recurrence, index, tariffs, parts and surcharges.

Straight from the text of the rules, in fractions of a euro; nothing of ridcalc's own.
"""

from fractions import Fraction
from typing import Any, NamedTuple

from oracle_keys import Keys
from oracle_rules import by_time, largest_remainder, months, nearest_whole, number, year_of

Document = dict[str, Any]


class Row(NamedTuple):
    """An amount of a measure before it is divided, in euros; income positive. None for PM."""

    period: str
    written: Fraction | None
    part: Fraction
    rates: dict[str, Fraction]
    indexed: Fraction | None
    given: dict[str, tuple[Fraction | None, Fraction]] | None = None
    """What each participant has, rounded and exact; None where a key divides."""
    assumed: bool = False


def name_of_months(start: int, end: int) -> str:
    """Return the name of months in a row within a year, the second bound excluded."""
    year, first, last = start // 12, start % 12 + 1, (end - 1) % 12 + 1
    names = {(1, 12): f"{year}", (1, 6): f"{year}-H1", (7, 12): f"{year}-H2"}
    names |= {(3 * quarter - 2, 3 * quarter): f"{year}-Q{quarter}" for quarter in (1, 2, 3, 4)}
    names |= {(month, month): f"{year}-M{month:02}" for month in range(1, 13)}
    if (first, last) in names:
        return names[first, last]
    if first in {1, 4, 7, 10} and last in {3, 6, 9, 12}:
        return f"{year}-Q{(first + 2) // 3}..Q{last // 3}"
    return f"{year}-M{first:02}..M{last:02}"


def newest(entries: Document, year: int) -> Any:  # noqa: ANN401  what a file holds
    """Return the entry that holds in a year: the newest that began; None before the first."""
    begun = [since for since in entries if int(since) <= year]
    return entries[max(begun, key=int)] if begun else None


class Amounts:
    """The amounts of a budget."""

    def __init__(self, keys: Document, measures: Document, divided_by: Keys) -> None:
        """Take the two files, and the keys with the counts of the drivers."""
        self.drivers = keys.get("drivers", {})
        self.budget = measures["budget"]
        self.years = sorted(map(int, self.budget["years"]))
        self.measures = measures["measures"]
        self.indices = measures.get("indices", {})
        self.unit = number(self.budget.get("rounding", {}).get("unit", "0.01"))
        self.keys = divided_by

    def nearest(self, amount: Fraction) -> Fraction:
        """Round to the unit of rounding, halves away from zero."""
        return nearest_whole(amount / self.unit) * self.unit

    # Index

    def rate(self, name: str, year: int) -> Fraction:
        """Return the rate of an index in a year."""
        index = self.indices[name]
        if "values" in index:
            return number(index["values"][str(year)]) / number(index["values"][str(year - 1)]) - 1
        if "rates" in index:
            rate = number(index["rates"][str(year)])
        else:
            rate = sum((number(part) * self.rate(other, year) for other, part in index["mix"].items()), Fraction(0))
            if "precision" in index:
                rate = nearest_whole(rate / number(index["precision"])) * number(index["precision"])
        corrections = [number(one) for one in index.get("corrections", {}).get(str(year), ())]
        if index.get("correction", "additive") == "additive":
            return rate + sum(corrections, Fraction(0))
        for one in corrections:
            rate = (1 + rate) * (1 + one) - 1
        return rate

    def index_of(self, measure: Document) -> str | None:
        """Return the index that holds for a measure."""
        if "parts" in measure or "surcharge" in measure:
            return None
        if "index" in measure:
            return None if measure["index"] == "none" else str(measure["index"])
        by_budget = (
            measure["nature"] == "structural"
            and measure.get("side", "expense") == "expense"
            and ("yearly" in measure or "tariff" in measure or "price_level" in measure)
            and measure.get("booking", {}).get("taakveld") not in {"0.10", "0.11"}
        )
        chosen = self.budget.get("index") if by_budget else None
        return None if chosen == "none" else chosen

    def rates(self, measure: Document, year: int) -> dict[str, Fraction]:
        """Return the rates from the year after the price level up to the amount's year, or to that of the prices."""
        index = self.index_of(measure)
        if index is None:
            return {}
        rules = self.budget.get("indexation", {})
        first = int(measure.get("price_level", self.budget.get("price_level"))) + 1
        last = min(year, int(rules["constant_from"])) if rules.get("prices") == "constant" else year
        return {str(one): self.rate(index, one) for one in range(first, last + 1)}

    def raised(self, amount: Fraction, rates: dict[str, Fraction], unit: Fraction) -> Fraction:
        """Return an amount after index: rounded each year, or once."""
        cumulative = self.budget.get("indexation", {}).get("method") == "cumulative"
        for rate in rates.values():
            amount *= 1 + rate
            if not cumulative:
                amount = nearest_whole(amount / unit) * unit
        return nearest_whole(amount / unit) * unit if rates else amount

    def index_is_assumed(self, name: str | None) -> bool:
        """Tell whether an index, or one that it mixes, is assumed."""
        if name is None:
            return False
        index = self.indices[name]
        return bool(index.get("assumption")) or any(map(self.index_is_assumed, index.get("mix", {})))

    # Kinds

    def rows(self, name: str) -> list[Row]:
        """Return the amounts of a measure in order of time."""
        measure = self.measures[name]
        kinds = {"parts": self.agreed, "yearly": self.yearly, "tariff": self.tariff, "surcharge": self.surcharge}
        kind = next((kinds[kind] for kind in kinds if kind in measure), self.plain)
        assumed = bool(measure.get("assumption")) or self.index_is_assumed(self.index_of(measure))
        found = [row._replace(assumed=row.assumed or assumed) for row in kind(measure)]
        return sorted(found, key=lambda row: by_time(row.period))

    def row(self, measure: Document, period: str, value: Any, part: Fraction = Fraction(1)) -> Row:  # noqa: ANN401
        """Return an amount as written, after index and after the part of the year."""
        if value == "PM":
            return Row(period, None, part, {}, None)
        written, rates = number(value), self.rates(measure, year_of(period))
        return Row(period, written, part, rates, self.nearest(self.raised(written, rates, self.unit) * part))

    def plain(self, measure: Document) -> list[Row]:
        """Return amounts per period, or the parts of a total, ties to the earliest."""
        if "amounts" in measure:
            return [self.row(measure, period, value) for period, value in measure["amounts"].items()]
        periods = sorted(measure["spread"], key=by_time)
        if measure["total"] == "PM":
            return [self.row(measure, period, "PM") for period in periods]
        units = int(number(measure["total"]) / self.unit)
        parts = largest_remainder(units, [number(measure["spread"][period]) for period in periods])
        return [self.row(measure, period, part * self.unit) for period, part in zip(periods, parts, strict=True)]

    def yearly(self, measure: Document) -> list[Row]:
        """Return amounts per year, month by month: the entry that began last holds."""
        entries = dict(measure["yearly"])
        if "ends" in measure:
            entries[str(int(measure["ends"]) + 1)] = 0
        found = []
        for year in self.years:
            holding = []
            for month in range(year * 12, year * 12 + 12):
                begun = [since for since in entries if months(since)[0] <= month]
                holding.append(max(begun, key=lambda since: months(since)[0]) if begun else None)
            for since in dict.fromkeys(holding):
                if since is not None and (entries[since] == "PM" or number(entries[since]) != 0):
                    start = year * 12 + holding.index(since)
                    count = holding.count(since)
                    period = name_of_months(start, start + count)
                    found.append(self.row(measure, period, entries[since], Fraction(count, 12)))
        return found

    def tariff(self, measure: Document) -> list[Row]:
        """Return what everyone who is named pays: count × price × factor, each rounded."""
        tariff = measure["tariff"]
        found = []
        for year in self.years:
            price = newest(tariff["price"], year)
            if price is None:
                continue
            names = self.keys.among(tariff["among"], year)
            assumed = self.keys.is_assumed(tariff["driver"])
            if price == "PM":
                given: dict[str, tuple[Fraction | None, Fraction]] = {one: (None, Fraction(0)) for one in names}
                found.append(Row(str(year), None, Fraction(1), {}, None, given, assumed))
                continue
            rates = self.rates(measure, year)
            cent = Fraction(1, 10 ** int(tariff.get("price_decimals", 2)))
            each = self.raised(number(price), rates, cent) * number(tariff.get("factor", 1))
            counted = self.keys.reference_year(tariff, year)
            exact = {one: self.keys.count(tariff["driver"], counted, one, year) * each for one in names}
            given = {one: (self.nearest(amount), amount) for one, amount in exact.items()}
            total = sum((self.nearest(amount) for amount in exact.values()), Fraction(0))
            found.append(Row(str(year), total, Fraction(1), rates, total, given, assumed))
        return found

    def agreed(self, measure: Document) -> list[Row]:
        """Return the parts as written; those that are PM apart."""
        found = []
        for period, parts in measure["parts"].items():
            known = {one: (number(value), number(value)) for one, value in parts.items() if value != "PM"}
            unknown = {one: (None, Fraction(0)) for one, value in parts.items() if value == "PM"}
            if known:
                total = sum((amount for amount, _ in known.values()), Fraction(0))
                found.append(Row(period, total, Fraction(1), {}, total, {**known}))
            if unknown:
                found.append(Row(period, None, Fraction(1), {}, None, {**unknown}))
        return found

    def surcharge(self, measure: Document) -> list[Row]:
        """Return a rate of what the measures come to in a year, expense less income; surcharges are passed over."""
        rate, over = measure["surcharge"]["rate"], measure["surcharge"]["of"]
        others = {name: other for name, other in self.measures.items() if "surcharge" not in other}
        if isinstance(over, dict):
            field, wanted = next(iter(over.items()))
            under = [name for name, other in others.items() if other.get(field) == wanted]
        else:
            under = [name for name in over if name in others]
        rows = [(-1 if others[name].get("side") == "income" else 1, row) for name in under for row in self.rows(name)]
        found = []
        for year in self.years:
            holds = newest(rate, year) if isinstance(rate, dict) else rate
            of_year = [(sign, row) for sign, row in rows if year_of(row.period) == year]
            if holds is None or not of_year:
                continue
            assumed = any(row.assumed for _, row in rows)
            if any(row.indexed is None for _, row in of_year):
                found.append(Row(str(year), None, Fraction(1), {}, None, None, assumed))
                continue
            base = sum((sign * (row.indexed or 0) for sign, row in of_year), Fraction(0))
            amount = self.nearest(number(holds) * base)
            found.append(Row(str(year), amount, Fraction(1), {}, amount, None, assumed))
        return found
