"""Checks of benchmarks: which class is compared with, and whether inhabitants are counted."""

from collections.abc import Iterator

from ridcalc.core.budget.benchmarks import Benchmark
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.counts import Counts
from ridcalc.core.values.problems import Path, Problem, UnavailableError, say
from ridcalc.core.values.suggestions import suggestion_for


def check_benchmarks(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of the benchmarks of a budget without cycles."""
    counts = Counts(budget, Tree(budget))
    year = min(budget.settings.years)
    for name, benchmark in budget.benchmarks.items():
        yield from _classes(name, benchmark)
        yield from _figures(name, benchmark)
        yield from _inhabitants(name, benchmark, counts, year)


def _classes(name: str, benchmark: Benchmark) -> Iterator[Problem]:
    """Yield a problem for each class that is named and has no figures, and if none of several is chosen."""
    classes = tuple(benchmark.classes)
    if benchmark.chosen_class is None and len(classes) > 1:
        message = say("benchmark '{id}' has several classes, and none is chosen: {classes}", id=name, classes=classes)
        hint = say("write the one to compare with, such as class: {id}", id=classes[0])
        yield Problem("class-not-chosen", message, hint, ("benchmarks", name, "classes"), at_key=True)
    for one, size in benchmark.sizes.items():
        if size.below is not None and size.below <= size.at_least:
            message = say("class '{name}' of benchmark '{id}' ends before it begins", id=name, name=one)
            hint = say("write under from the smallest size, and under to the size from which a class is another one")
            yield Problem("number-form", message, hint, ("benchmarks", name, "sizes", one, "to"))
    named: dict[str, Path] = {one: ("benchmarks", name, "sizes", one) for one in benchmark.sizes}
    if benchmark.chosen_class is not None:
        named[benchmark.chosen_class] = ("benchmarks", name, "class")
    for one, path in named.items():
        if one not in benchmark.classes:
            message = say("benchmark '{id}' has no class '{name}'", id=name, name=one)
            hint = suggestion_for(one, classes) or say("write its figures under classes")
            yield Problem("unknown-class", message, hint, path, at_key=path[2] == "sizes")


def _figures(name: str, benchmark: Benchmark) -> Iterator[Problem]:
    """Yield a problem for each edition of a book year without a figure."""
    years = {*benchmark.values, *benchmark.own, *(year for one in benchmark.classes.values() for year in one)}
    for year in benchmark.editions:
        if year not in years:
            message = say(
                "benchmark '{id}' has an edition over {year}, and no figure of that year", id=name, year=str(year)
            )
            hint = say("write book year: edition, such as 2020: 2021; the figures are by book year too")
            yield Problem("benchmark-year-missing", message, hint, ("benchmarks", name, "editions", str(year)))


def _inhabitants(name: str, benchmark: Benchmark, counts: Counts, year: int) -> Iterator[Problem]:
    """Yield a problem if the driver counts nothing up to the first year of the budget."""
    if benchmark.driver is None:
        return
    try:
        reference_year = counts.newest(benchmark.driver, year)
    except UnavailableError:  # reported by the driver itself
        return
    if reference_year is None:
        message = say(
            "driver '{driver}' of benchmark '{id}' has no values for {year} or earlier",
            driver=benchmark.driver,
            id=name,
            year=str(year),
        )
        hint = say(
            "without inhabitants there is no amount per inhabitant: add a reference year up to {year}", year=str(year)
        )
        yield Problem("benchmark-driver-missing", message, hint, ("benchmarks", name, "driver"))
