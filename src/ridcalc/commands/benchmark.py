"""`ridcalc benchmark`: what an inhabitant pays, beside the figures of benchmarks."""

from collections.abc import Sequence

from ridcalc.commands.shared import Content, Outcome, Request, allocation_of, language_of, load_for, rendered
from ridcalc.core.allocation.result import Allocation
from ridcalc.core.analysis.benchmark_cautions import benchmark_cautions
from ridcalc.core.analysis.benchmarks import BenchmarkComparison, benchmark_comparison
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, refuse, say
from ridcalc.core.values.suggestions import suggestion_for
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import Loaded
from ridcalc.render.results import BenchmarkLines, BenchmarkResult
from ridcalc.views.benchmark import benchmark_table


def run(request: Request, name: str | None, prices_of: int | None) -> Outcome:
    """Return a benchmark (None: all) beside the contributions; `prices_of` is the year of the prices.

    Raises:
        ProblemsFoundError: the files have problems, there is no such benchmark, or it has no prices of the year.
    """
    loaded = load_for(request)
    budget = loaded.case.budget
    names = _names(budget, name, Folder(request.data).file("measures.yaml"))
    allocation = allocation_of(loaded)
    comparisons = [benchmark_comparison(allocation, one, prices_of) for one in names]
    if prices_of is not None:
        _check_prices(comparisons, prices_of)
    warnings = _warnings(loaded, comparisons)
    language = language_of(budget, request.language)
    content = Content(
        lambda: benchmark_table(loaded.case, comparisons, prices_of),
        lambda: BenchmarkResult(loaded.case, comparisons, prices_of, loaded.digests(), warnings, language),
        lambda: BenchmarkLines(comparisons),
    )
    return Outcome(rendered(content, request, language), warnings, language=language.code)


def _names(budget: Budget, name: str | None, loaded_from: str) -> Sequence[str]:
    """Return the benchmark that is asked for, or all of them; `loaded_from` is the path of measures.yaml.

    Raises:
        ProblemsFoundError: there is no such benchmark, or there is none at all.
    """
    if name is not None and name not in budget.benchmarks:
        hint = suggestion_for(name, tuple(budget.benchmarks)) or say("measures.yaml lists them under benchmarks")
        refuse("unknown-benchmark", say("there is no benchmark '{id}'", id=name), hint, place=name)
    if not budget.benchmarks:
        hint = say("write figures to compare with in measures.yaml, under benchmarks")
        refuse("unknown-benchmark", say("there are no benchmarks"), hint, place=loaded_from)
    return list(budget.benchmarks) if name is None else [name]


def _check_prices(comparisons: Sequence[BenchmarkComparison], year: int) -> None:
    """Check that the index of each benchmark leads some of its figures to the prices of a year.

    Raises:
        ProblemsFoundError: a problem for each benchmark without an index, or whose index lacks the year.
    """
    problems = [problem for one in comparisons if (problem := _lacking(one, year)) is not None]
    if problems:
        raise ProblemsFoundError(problems)


def _lacking(comparison: BenchmarkComparison, year: int) -> Problem | None:
    """Return the problem of a benchmark that cannot be shown in prices of a year."""
    index, place = comparison.benchmark.index, Place(f"--prices-of {year}")
    if index is None:
        message = say("benchmark '{id}' has no index, which leads to prices of another year", id=comparison.name)
        hint = say("name one under index, or name a benchmark that has one")
        return Problem("benchmark-without-index", message, hint, place=place)
    figures = [row for row in comparison.rows if {row.own, row.national, row.of_class} != {None}]
    if figures or not comparison.unconverted:
        return None
    message = say(
        "index '{index}' leads none of the figures of benchmark '{id}' to prices of {year}",
        index=index,
        id=comparison.name,
        year=str(year),
    )
    hint = say("write {years} under indices.{index}, or choose a year that it has", years=(str(year),), index=index)
    return Problem("benchmark-year-missing", message, hint, place=place)


def _warnings(loaded: Loaded, comparisons: Sequence[BenchmarkComparison]) -> list[Problem]:
    """Return the warnings about benchmarks, with their places."""
    case = loaded.case
    return loaded.placed([problem for one in comparisons for problem in benchmark_cautions(case, one)])


def cautions_of_scenario(loaded: Loaded, allocation: Allocation) -> Sequence[Problem]:
    """Return the warnings about the benchmarks of a scenario."""
    return _warnings(loaded, [benchmark_comparison(allocation, name) for name in loaded.case.budget.benchmarks])
