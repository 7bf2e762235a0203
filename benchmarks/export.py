"""A large workbook: `python benchmarks/export.py [MEASURES PARTICIPANTS YEARS] [--before CHECKOUT] [--pairs 3]`.

Makes the files, runs `ridcalc export` on them as a process, and shows its seconds of a processor and its most memory.
With --before another checkout (`git worktree add --detach ../before COMMIT`) exports the same files in turn; then the
ratios are shown too, each the median of the pairs, and whether the workbooks have the same bytes.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from budgets import Size, write_plain_budget
from measuring import PYTHON, ROOT, Run, Section, shown, timed

MEGABYTE = 1_000_000
COLUMNS = ("", "s of a processor", "MB of memory")


def exported(checkout: Path, data: Path, target: Path) -> Run:
    """Export a folder by the program of a checkout; return what it took."""
    command = (PYTHON, "-m", "ridcalc", "export", str(target), "--force", "--data", str(data))
    return timed(command, PYTHONPATH=str(checkout / "src"))


def section(size: Size, before: Path | None, pairs: int) -> Section:
    """Measure the export of this checkout, and of the one before."""
    title = f"The workbook of {size}: {size.cells} rows of the trace"
    with tempfile.TemporaryDirectory() as name:
        data, new, old = (Path(name, one) for one in ("data", "new.xlsx", "old.xlsx"))
        write_plain_budget(data, size)
        if before is None:
            runs = [exported(ROOT, data, new) for _ in range(pairs)]
            return Section(title, COLUMNS, [_row("this checkout", runs)], _size_of(new))
        taken = [(exported(before, data, old), exported(ROOT, data, new)) for _ in range(pairs)]
        same = "the same bytes" if old.read_bytes() == new.read_bytes() else "OTHER BYTES"
        earlier, now = zip(*taken, strict=True)
        ratios = (
            "ratio",
            median(new.processor / old.processor for old, new in taken),
            median(new.megabytes / old.megabytes for old, new in taken),
        )
        rows = [_row("before", earlier), _row("this checkout", now), ratios]
        return Section(title, COLUMNS, rows, f"{_size_of(new)}, {same}")


def _row(what: str, runs: Sequence[Run]) -> tuple[str, float, float]:
    return what, median(run.processor for run in runs), median(run.megabytes for run in runs)


def _size_of(path: Path) -> str:
    return f"{path.stat().st_size / MEGABYTE:.1f} MB of workbook"


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("measures", type=int, nargs="?", default=500)
    parser.add_argument("participants", type=int, nargs="?", default=10)
    parser.add_argument("years", type=int, nargs="?", default=4)
    parser.add_argument("--before", type=Path, help="the folder of another checkout, to compare with")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each (3)")
    asked = parser.parse_args()
    before = asked.before and asked.before.resolve()
    print(shown(section(Size(asked.measures, asked.participants, asked.years), before, asked.pairs)))


if __name__ == "__main__":
    main()
