"""JSON of benchmarks, format `ridcalc/benchmark` version 1. Only warnings are translated."""

import json
from collections.abc import Iterator

from ridcalc.core.analysis.benchmarks import BenchmarkComparison, BenchmarkRow, Newest
from ridcalc.language.numbers import canonical_money
from ridcalc.render.json_rows import Row, problem
from ridcalc.render.results import BenchmarkResult


def render(result: BenchmarkResult) -> Iterator[str]:
    """Yield benchmarks as JSON."""
    scenario = result.case.scenario
    document = {
        "format": "ridcalc/benchmark",
        "version": 1,
        "scenario": {"id": scenario.id, "name": scenario.name},
        "set": list(scenario.changes),
        "prices_of": result.prices_of,
        "benchmarks": [_comparison(one) for one in result.comparisons],
        "inputs": [{"file": file, "sha256": digest} for file, digest in result.inputs],
        "warnings": [problem(one, result.language) for one in result.warnings],
    }
    yield json.dumps(document, indent=1) + "\n"


def _comparison(comparison: BenchmarkComparison) -> Row:
    """Return a benchmark; `participants` have the contribution per inhabitant of the first year of the budget."""
    return {
        "benchmark": comparison.name,
        "size_class": comparison.benchmark.size_class,
        "newest": _newest(comparison.newest),
        "rows": [row_of(row) for row in comparison.rows],
        "participants": [
            {"participant": one.participant, "year": comparison.first_year, "amount": _money(one.cents), "pm": one.pm}
            for one in comparison.participants
        ],
    }


def _newest(newest: Newest | None) -> Row | None:
    """Return the newest own figure in prices of the newest national one; null: they are of one year, or not known."""
    return newest and {
        "own_year": newest.own_year,
        "prices_of": newest.year,
        "own": _money(newest.converted),
        "national": _money(newest.national),
        "difference": _money(newest.difference),
    }


def row_of(row: BenchmarkRow) -> Row:
    """Return the figures of a book year, in euros with two decimals; null: there is no figure."""
    return {
        "year": row.year,
        "own": _money(row.own),
        "package": _money(row.package),
        "own_with_package": _money(row.own_with_package),
        "national": _money(row.national),
        "class": _money(row.of_class),
        "indexed": _money(row.indexed),
        "difference": _money(row.difference),
        "package_pm": row.package_pm,
    }


def _money(cents: int | None) -> str | None:
    return None if cents is None else canonical_money(cents)
