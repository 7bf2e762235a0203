"""What an inhabitant pays, beside the figures of benchmarks."""

from dataclasses import replace

from ridcalc.core.analysis.benchmark_cautions import benchmark_cautions
from ridcalc.core.analysis.benchmarks import BenchmarkComparison
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.views.benchmark import benchmark_lines, benchmark_table
from ridcalc.views.report.charts import Bar, Bars, Chart, Line, Titles, ticks_for
from ridcalc.views.report.material import Material
from ridcalc.views.report.page import Section
from ridcalc.views.table import Money

_FEW = 2
"""The most figures that are bars; more are a line."""


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
        points=(*lines, *cautions),
    )


def _chart(comparison: BenchmarkComparison) -> Chart | None:
    """Return the national figures of a benchmark by book year; None if it has none."""
    points = tuple(Bar(str(row.year), Money(row.national)) for row in comparison.rows if row.national is not None)
    if not points:
        return None
    titles = Titles(_headline(comparison, points[-1]), say("{name}, nationally by book year", name=_name(comparison)))
    ticks = ticks_for(point.amount.cents for point in points)
    return Bars(titles, points, ticks) if len(points) <= _FEW else Line(titles, points, ticks)


def _name(comparison: BenchmarkComparison) -> str:
    return comparison.benchmark.name_or(comparison.name)


def _headline(comparison: BenchmarkComparison, last: Bar) -> Message:
    """Return what the newest own figure is beside the national one, or else the newest national figure."""
    own = next((row for row in reversed(comparison.rows) if row.difference is not None), None)
    found = comparison.newest.difference if comparison.newest else own.difference if own else None
    if found is None:
        return say("Nationally it was {amount} in {year}", amount=Euros(last.amount.cents), year=last.label)
    if found > 0:
        return say("Ours is {amount} above the national figure", amount=Euros(found))
    return say("Ours is {amount} below the national figure", amount=Euros(-found))
