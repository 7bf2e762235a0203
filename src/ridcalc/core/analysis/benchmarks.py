"""What an inhabitant pays, beside the figures of a benchmark, by book year (docs/benchmark.md)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from ridcalc.core.allocation.result import Allocation, Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.amounts.prices import Prices
from ridcalc.core.analysis.per_unit import cents_per_unit
from ridcalc.core.budget.benchmarks import Benchmark
from ridcalc.core.budget.types import NATURES
from ridcalc.core.keys.counts import Counts


class PerInhabitant(NamedTuple):
    """The contribution of a participant, or of all together, for each inhabitant in a year."""

    participant: str | None
    """The id; None: all together, their total over the total of their inhabitants."""
    cents: int | None
    """None: there are no inhabitants."""
    pm: int
    """The number of measures that are left out because they are PM."""
    inhabitants: Fraction


class BenchmarkRow(NamedTuple):
    """The figures of a book year, in cents per inhabitant; None: there is no figure."""

    year: int
    own: int | None
    package: int | None
    """The contributions of the year; beside the newest own figure those that are added to it."""
    own_with_package: int | None
    national: int | None
    of_class: int | None
    indexed: int | None
    """The first national figure, raised by the index alone."""
    difference: int | None
    """What is own, with the package if that is given, less the national figure."""
    package_pm: int


class Growth(NamedTuple):
    """The first and the newest national figure in cents, and the newest in prices of the first."""

    first_year: int
    first: int
    year: int
    cents: int
    deflated: int


class Newest(NamedTuple):
    """The newest own figure, in cents, and in prices of the year of the newest national one."""

    own_year: int
    own: int
    year: int
    converted: int
    national: int

    @property
    def difference(self) -> int:
        """What is own, less what is national."""
        return self.converted - self.national


class BenchmarkComparison(NamedTuple):
    """A benchmark with its rows."""

    name: str
    benchmark: Benchmark
    rows: tuple[BenchmarkRow, ...]
    participants: tuple[PerInhabitant, ...]
    """The contribution per inhabitant in the first year of the budget: of each participant, and of all together."""
    first_year: int
    """The first year of the budget."""
    growth: Growth | None
    newest: Newest | None
    """The newest figures, if they are of different years."""
    unconverted: tuple[int, ...]
    """The years whose figures the index does not lead to the prices that are asked for."""


def benchmark_comparison(allocation: Allocation, name: str, prices_of: int | None = None) -> BenchmarkComparison:
    """Return a benchmark beside the contributions of an allocation.

    With `prices_of`, the own, national and class figures are in prices of that year. The benchmark then has an index.
    """
    return _Comparing(allocation, name, prices_of).result()


class _Comparing:
    """The comparison of one benchmark, in the making."""

    def __init__(self, allocation: Allocation, name: str, prices_of: int | None) -> None:
        budget = allocation.case.budget
        self.allocation = allocation
        self.name = name
        self.benchmark = budget.benchmarks[name]
        self.prices = Prices(budget.indices)
        self.prices_of = prices_of
        self.first_year = min(budget.settings.years)
        self.counts = Counts(budget, allocation.tree)
        self.lacking: set[int] = set()

    def result(self) -> BenchmarkComparison:
        """Return the comparison."""
        rows = tuple(map(self._row, self._years()))
        names = (*self.allocation.tree.ids, None)
        participants = tuple(filter(None, map(partial(self._per_inhabitant, self.first_year), names)))
        return BenchmarkComparison(
            self.name,
            self.benchmark,
            rows,
            participants,
            self.first_year,
            self._growth(),
            self._newest(),
            tuple(sorted(self.lacking)),
        )

    def _of_class(self) -> dict[int, int]:
        """Return book year → the figure of the class that is compared with."""
        return self.benchmark.classes.get(self.benchmark.size_class or "", {})

    def _years(self) -> Sequence[int]:
        """Return the years with a figure, and those with a contribution, in order of time."""
        years = {*self.benchmark.values, *self.benchmark.own, *self._of_class()}
        if self.benchmark.driver is not None:
            years |= {year for year in self.allocation.years if self._total(None, year)[:2] != (0, 0)}
            years.add(self.first_year)
        return sorted(years)

    def _row(self, year: int) -> BenchmarkRow:
        """Return the figures of a book year."""
        newest = year == max(self.benchmark.own, default=None)
        package = self._per_inhabitant(self.first_year if newest else year, None)
        own = self._converted(self.benchmark.own.get(year), year)
        national = self._converted(self.benchmark.values.get(year), year)
        added = package.cents if package is not None and newest else None
        together = None if own is None or added is None else own + added
        compared = own if together is None else together
        mixed = together is not None and self.prices_of not in {None, self.first_year}
        known = compared is not None and national is not None and not mixed
        return BenchmarkRow(
            year,
            own,
            package.cents if package else None,
            together,
            national,
            self._converted(self._of_class().get(year), year),
            self._indexed(year),
            (compared or 0) - (national or 0) if known else None,
            package.pm if package else 0,
        )

    def _converted(self, cents: int | None, year: int) -> int | None:
        """Return a figure of a year in the prices that are asked for; None without a figure, or without a factor."""
        index = self.benchmark.index
        if cents is None or self.prices_of is None or index is None:
            return cents
        converted = self.prices.converted(cents, index, year, self.prices_of)
        if converted is None:
            self.lacking.add(year)
        return converted

    def _indexed(self, year: int) -> int | None:
        """Return the first national figure in prices of a later year."""
        first = min(self.benchmark.values, default=year)
        if self.benchmark.index is None or first not in self.benchmark.values or year < first:
            return None
        return self.prices.converted(self.benchmark.values[first], self.benchmark.index, first, year)

    def _growth(self) -> Growth | None:
        """Return how the national figure grew, apart from prices."""
        values = self.benchmark.values
        if self.benchmark.index is None or len(values) < 2:
            return None
        first, last = min(values), max(values)
        deflated = self.prices.converted(values[last], self.benchmark.index, last, first)
        return None if deflated is None else Growth(first, values[first], last, values[last], deflated)

    def _newest(self) -> Newest | None:
        """Return the newest own figure beside the newest national one of another year."""
        index, own, values = self.benchmark.index, self.benchmark.own, self.benchmark.values
        if index is None or not own or not values or max(own) == max(values):
            return None
        own_year, year = max(own), max(values)
        converted = self.prices.converted(own[own_year], index, own_year, year)
        return None if converted is None else Newest(own_year, own[own_year], year, converted, values[year])

    def _total(self, participant: str | None, year: int) -> Total:
        """Return the total of a participant, or of all together, in a year, both natures together."""
        allocation = self.allocation
        of_natures: Iterator[Total] = (
            allocation.grand_totals.get((year, nature), NOTHING)
            if participant is None
            else allocation.totals.get((participant, year, nature), NOTHING)
            for nature in NATURES
        )
        return sum(of_natures, start=NOTHING)

    def _per_inhabitant(self, year: int, participant: str | None) -> PerInhabitant | None:
        """Return the contribution per inhabitant in a year of the budget; None in another year, or without a driver.

        All together have the inhabitants of those who have any: who has none still adds to the total.
        """
        driver, tree = self.benchmark.driver, self.allocation.tree
        if driver is None or year not in self.allocation.years:
            return None
        names = [participant] if participant is not None else [name for name in tree.ids if name not in tree.parent]
        reference_year = self.counts.reference_year(driver, year)
        units = sum(self.counts.known(driver, reference_year, names, year).values(), start=Fraction(0))
        total = self._total(participant, year)
        return PerInhabitant(participant, cents_per_unit(total.amount, units), total.pm, units)
