"""CSV of benchmarks: a row for each book year."""

from collections.abc import Iterator

from ridcalc.render.json_benchmark import row_of
from ridcalc.render.results import BenchmarkLines

HEADER = (
    "benchmark",
    "year",
    "own",
    "package",
    "own_with_package",
    "national",
    "class",
    "indexed",
    "difference",
    "package_pm",
)


def render(lines: BenchmarkLines) -> Iterator[str]:
    """Yield CSV with commas and decimal points: the header, then the rows; empty where there is no figure."""
    yield ",".join(HEADER) + "\n"
    for comparison in lines.comparisons:
        for row in comparison.rows:
            figures = ("" if value is None else str(value) for value in row_of(row).values())
            yield ",".join((comparison.name, *figures)) + "\n"
