"""Warnings about a benchmark: what is compared with what is not alike (BMK-3 of the rules)."""

from collections.abc import Iterator

from ridcalc.core.analysis.benchmarks import BenchmarkComparison
from ridcalc.core.budget.model import Case
from ridcalc.core.values.problems import Number, Problem, say


def benchmark_cautions(case: Case, comparison: BenchmarkComparison) -> Iterator[Problem]:
    """Yield the warnings about a benchmark beside the contributions of a case."""
    yield from _years(comparison)
    yield from _size_class(comparison)
    yield from _scope(case, comparison)


def _years(comparison: BenchmarkComparison) -> Iterator[Problem]:
    """Yield a warning if figures of different book years are added up, and one if they cannot be compared."""
    name, benchmark = comparison.name, comparison.benchmark
    newest = max(benchmark.own, default=None)
    added = any(row.own_with_package is not None for row in comparison.rows)
    if newest is not None and added and newest != comparison.first_year:
        message = say(
            "the own figure of benchmark '{id}' is of {year}, and the package that is added to it of {first}",
            id=name,
            year=str(newest),
            first=str(comparison.first_year),
        )
        hint = say("the package is not indexed: say so where the sum is shown")
        yield Problem("benchmark-years-differ", message, hint, ("benchmarks", name, "own", str(newest)))
    national = set(benchmark.values)
    compared = national | set(benchmark.classes.get(benchmark.size_class or "", ()))
    if newest is not None and national and newest not in compared and benchmark.index is None:
        message = say(
            "benchmark '{id}' has an own figure of {year}, national figures of {years}, and no index",
            id=name,
            year=str(newest),
            years=tuple(map(str, sorted(national))),
        )
        hint = say("name an index, so that figures of different years can be compared in prices of one year")
        yield Problem("benchmark-years-differ", message, hint, ("benchmarks", name, "own", str(newest)))


def _size_class(comparison: BenchmarkComparison) -> Iterator[Problem]:
    """Yield a warning if the participants together have more or fewer inhabitants than the class."""
    name, benchmark = comparison.name, comparison.benchmark
    chosen = benchmark.size_class
    size = benchmark.sizes.get(chosen or "")
    together = next((one for one in comparison.participants if one.participant is None), None)
    if size is None or together is None or together.inhabitants == 0:
        return
    if together.inhabitants < size.at_least or (size.below is not None and together.inhabitants >= size.below):
        message = say(
            "benchmark '{id}' compares with class '{name}', and the participants together have {count} inhabitants",
            id=name,
            name=chosen,
            count=Number(together.inhabitants),
        )
        hint = say("choose the class that they belong to, or say why another one is compared with")
        field = "class" if benchmark.chosen_class is not None else "classes"
        yield Problem("benchmark-class-differs", message, hint, ("benchmarks", name, field))


def _scope(case: Case, comparison: BenchmarkComparison) -> Iterator[Problem]:
    """Yield a warning if a package is compared with a whole cost, and one if only one of both includes VAT."""
    name, benchmark = comparison.name, comparison.benchmark
    if benchmark.driver is not None and benchmark.values and not benchmark.own:
        message = say("benchmark '{id}' is of a whole cost, and stands beside a single package", id=name)
        hint = say("write the whole cost of the organisation under own, as it was measured")
        yield Problem("benchmark-scope-differs", message, hint, ("benchmarks", name))
    usual = case.budget.settings.vat
    if benchmark.vat is not None and benchmark.vat != usual:
        message = say(
            "VAT of '{id}' is '{vat}', while that of the budget is '{usual}'", id=name, vat=benchmark.vat, usual=usual
        )
        hint = say("figures with and without VAT cannot be compared")
        yield Problem("benchmark-scope-differs", message, hint, ("benchmarks", name, "vat"))
