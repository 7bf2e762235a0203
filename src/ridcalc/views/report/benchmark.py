"""What an inhabitant pays, beside the figures of benchmarks."""

from collections.abc import Iterator
from dataclasses import replace

from ridcalc.core.analysis.benchmark_cautions import benchmark_cautions
from ridcalc.core.analysis.benchmarks import BenchmarkComparison
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.benchmark import benchmark_lines, benchmark_table
from ridcalc.views.report.charts import Bar, Bars, Chart, Line, Series, Titles, ticks_for
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.report.sentences import listed
from ridcalc.views.table import Branch, Money

_FEW = 2
"""The most figures that are bars; more are a line, and so are figures of several kinds."""


def section(material: Material) -> Section | None:
    """Return the benchmarks of the budget, in their own prices; None if it has none."""
    comparisons = material.benchmarks
    if not comparisons:
        return None
    case = material.allocation.case
    table = replace(benchmark_table(case, comparisons, None), title="", facts=(), foot=())
    lines = [line for one in comparisons for line in benchmark_lines(case, one)]
    cautions = [problem.message for one in comparisons for problem in benchmark_cautions(case, one)]
    return Section(
        "benchmark",
        say("Beside others"),
        chart=_chart(comparisons[0]),
        table=table,
        points=tuple(map(Branch, (*lines, *cautions))),
    )


def _chart(comparison: BenchmarkComparison) -> Chart | None:
    """Return the figures of a benchmark by book year, and the first one raised by the index alone; None without any."""
    series = tuple(_series(comparison))
    if not series:
        return None
    named = listed([one.name for one in series])
    titles = Titles(
        _headline(comparison, series[0].points[-1]),
        say("{name} by book year: {series}", name=_name(comparison), series=named),
    )
    ticks = ticks_for(point.amount.cents for one in series for point in one.points)
    if len(series) == 1 and len(series[0].points) <= _FEW:
        return Bars(titles, series[0].points, ticks)
    return Line(titles, series, ticks)


def _series(comparison: BenchmarkComparison) -> Iterator[Series]:
    """Yield the national figures, the own ones, and the first raised by the index alone, where there are any."""
    figures = (
        (say("national"), [(row.year, row.national) for row in comparison.rows]),
        (say("own"), [(row.year, row.own) for row in comparison.rows]),
        (say("index alone"), [(row.year, row.indexed) for row in comparison.rows]),
    )
    for name, by_year in figures:
        known = tuple(Bar(str(year), Money(cents)) for year, cents in by_year if cents is not None)
        if known:
            yield Series(name, known)


def _name(comparison: BenchmarkComparison) -> str:
    return comparison.benchmark.name_or(comparison.name)


def _headline(comparison: BenchmarkComparison, last: Bar) -> Message:
    """Return what the newest own figure is beside the national one, or else the newest figure."""
    own = next((row for row in reversed(comparison.rows) if row.difference is not None), None)
    found = comparison.newest.difference if comparison.newest else own.difference if own else None
    with_package = comparison.newest is None and own is not None and own.own_with_package is not None
    if found is None and not comparison.benchmark.values:
        return say("It was {amount} in {year}", amount=Euros(last.amount.cents), year=last.label)
    if found is None:
        return say("Nationally it was {amount} in {year}", amount=Euros(last.amount.cents), year=last.label)
    template = _HEADLINES[with_package, (found > 0) - (found < 0)].template
    return say(template, amount=Euros(abs(found)))


_HEADLINES: dict[tuple[bool, int], Message] = {
    (False, 1): say("The own figure is {amount} above the national one"),
    (False, 0): say("The own figure is equal to the national one"),
    (False, -1): say("The own figure is {amount} below the national one"),
    (True, 1): say("With the package the own figure is {amount} above the national one"),
    (True, 0): say("With the package the own figure is equal to the national one"),
    (True, -1): say("With the package the own figure is {amount} below the national one"),
}
"""(Whether the package is added, the sign of the difference) → the headline."""
