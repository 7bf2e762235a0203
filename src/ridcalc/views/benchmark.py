"""The table of benchmarks: for each of them a row per book year, and below it what follows from the figures."""

from collections.abc import Iterator, Sequence

from ridcalc.core.analysis.benchmarks import BenchmarkComparison, BenchmarkRow
from ridcalc.core.budget.model import Case
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.notes import facts, name_of, title_of
from ridcalc.views.table import Cell, Label, Money, Row, Section, Table

COLUMNS: tuple[Label, ...] = (
    say("own"),
    say("package"),
    say("+ package"),
    say("national"),
    say("class"),
    say("difference"),
    say("index alone"),
)


def benchmark_table(case: Case, comparisons: Sequence[BenchmarkComparison], prices_of: int | None) -> Table:
    """Return a block per benchmark with a row per book year; `prices_of` is the year of the prices."""
    rows = [row for one in comparisons for row in _rows(one)]
    shown = [number for number in range(len(COLUMNS)) if any(row.cells and row.cells[number] for row in rows)]
    rows = [row._replace(cells=tuple(row.cells[number] for number in shown) if row.cells else ()) for row in rows]
    prices = say("Figures in prices of {year}; package and index alone are not", year=str(prices_of))
    return Table(
        title_of(case),
        (*facts(case), *((prices,) if prices_of is not None else ())),
        say("book year"),
        tuple(COLUMNS[number] for number in shown),
        tuple(rows),
        tuple(Section(_title(one), tuple(("", line) for line in benchmark_lines(case, one))) for one in comparisons),
    )


def _title(comparison: BenchmarkComparison) -> Label:
    """Return the name of a benchmark, with the class that is compared with."""
    name, size_class = comparison.benchmark.name_or(comparison.name), comparison.benchmark.size_class
    return name if size_class is None else say("{name}, class {id}", name=name, id=size_class)


def _rows(comparison: BenchmarkComparison) -> Iterator[Row]:
    """Yield the heading of a benchmark and its rows."""
    yield Row("block", comparison.benchmark.name_or(comparison.name))
    for row in comparison.rows:
        yield Row("body", str(row.year), tuple(_cells(row)))


def _cells(row: BenchmarkRow) -> Iterator[Cell | None]:
    """Yield the cells of a book year."""
    yield _money(row.own)
    yield _money(row.package, row.package_pm)
    yield _money(row.own_with_package, row.package_pm)
    for cents in (row.national, row.of_class, row.difference, row.indexed):
        yield _money(cents)


def _money(cents: int | None, pm: int = 0) -> Cell | None:
    return None if cents is None else Money(cents, pm, exact=True)


def benchmark_lines(case: Case, comparison: BenchmarkComparison) -> Iterator[Label]:
    """Yield the sentences below the table about a benchmark."""
    benchmark = comparison.benchmark
    if benchmark.unit is not None:
        yield say("in {unit}", unit=benchmark.unit)
    known = [one for one in comparison.participants if one.cents is not None]
    if known:
        each = tuple(
            say(
                "{name} {amount}",
                name=say("together") if one.participant is None else name_of(case, one.participant),
                amount=with_pm(one.cents or 0, one.pm),
            )
            for one in known
        )
        yield say("package of {year}: {amounts}", year=str(comparison.first_year), amounts=each)
    growth = comparison.growth
    if growth is not None:
        yield say(
            "national: {first} in {first_year}, {amount} in {year}, which is {deflated} in prices of {first_year}",
            first=Euros(growth.first),
            first_year=str(growth.first_year),
            amount=Euros(growth.cents),
            year=str(growth.year),
            deflated=Euros(growth.deflated),
        )
    yield from _newest_lines(comparison)
    if comparison.unconverted:
        years = tuple(map(str, comparison.unconverted))
        yield say("the index has no way from {years} to these prices, so that these figures are left out", years=years)
    for year, edition in sorted(benchmark.editions.items()):
        yield say("book year {year} is in the edition of {edition}", year=str(year), edition=str(edition))
    if benchmark.assumption is not None:
        yield say("assumed: {text}", text=" ".join(benchmark.assumption.split()))
    if benchmark.note is not None:
        yield benchmark.note


def _newest_lines(comparison: BenchmarkComparison) -> Iterator[Message]:
    """Yield the sentence that compares the newest own figure with the newest national one of another year."""
    newest = comparison.newest
    if newest is not None:
        way = (
            say("{amount} more than the national figure", amount=Euros(newest.difference))
            if newest.difference > 0
            else say("{amount} less than the national figure", amount=Euros(-newest.difference))
        )
        yield say(
            "own: {own} in {own_year} is {converted} in prices of {year}, {way} of that year",
            own=Euros(newest.own),
            own_year=str(newest.own_year),
            converted=Euros(newest.converted),
            year=str(newest.year),
            way=way,
        )


def with_pm(cents: int, pm: int) -> Message | Euros:
    """Return an amount, with the number of PM posts beside it if there are any."""
    return say("{amount} + {count} PM", amount=Euros(cents), count=pm) if pm else Euros(cents)
