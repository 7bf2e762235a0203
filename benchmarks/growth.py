"""How cost grows with the size of a budget, from YAML to CSV: `python benchmarks/growth.py [--national]`.

Ten times and a hundred times the measures of a budget for every Dutch municipality, as whole processes; with
`--national` up to 10.000 measures, otherwise up to 1.000. The digest is of the lines that all sizes share: the
smallest budget is the beginning of the larger ones, and so is its CSV.
"""

import argparse
import csv
import hashlib
import json
import tempfile
from pathlib import Path

from budgets import NATIONAL, Size, write_budget
from measuring import RIDCALC, Section, shown, timed

SMALL = NATIONAL._replace(measures=250)


def section(largest: int = NATIONAL.measures) -> Section:
    """Measure three sizes of which the largest has so many measures."""
    rows = []
    shared = 0
    for measures in (largest // 100, largest // 10, largest):
        size = NATIONAL._replace(measures=measures)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_budget(folder, size)
            target = folder / "out.csv"
            run = timed((RIDCALC, "allocate", "--data", name, "--format", "csv", "-o", str(target)))
            shared = shared or target.stat().st_size
            with target.open("rb") as file:
                digest = hashlib.sha256(file.read(shared)).hexdigest()[:16]
            mega = target.stat().st_size / 1e6
        rows.append((str(size), size.cells, run.seconds, run.megabytes, size.cells / run.seconds, mega, digest))
    columns = ("measures × municipalities × years", "cells", "s", "MB", "cells/s", "MB of CSV", "first lines")
    return Section("Growth, YAML to CSV", columns, rows, "Partnerships' parts come on top of the cells.")


def same_results(size: Size = SMALL) -> Section:
    """Digest the amounts of one budget as it comes out in other orders and forms: they have to be the same."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_budget(folder, size)
        text = (folder / "measures.yaml").read_text(encoding="utf-8")
        head, *entries = text.split("\n  maatregel-")
        for title, ordered in (("as written", entries), ("measures in reverse", [e.rstrip() for e in entries[::-1]])):
            (folder / "measures.yaml").write_text("\n  maatregel-".join([head, *ordered]) + "\n", encoding="utf-8")
            for form in ("csv", "json"):
                target = folder / f"out.{form}"
                timed((RIDCALC, "allocate", "--data", name, "-o", str(target), "--force"))
                rows.append((f"{title}, {form}", _digest(target)))
    return Section(f"The same amounts, {size}", ("way", "digest of all amounts, sorted"), rows)


def _digest(path: Path) -> str:
    if path.suffix == ".json":
        found = [
            (line["measure"], line["period"], line["participant"], line["amount"])
            for line in json.loads(path.read_text(encoding="utf-8"))["lines"]
        ]
    else:
        with path.open(encoding="utf-8", newline="") as file:
            found = [(row["measure"], row["period"], row["participant"], row["amount"]) for row in csv.DictReader(file)]
    return hashlib.sha256(repr(sorted(found)).encode()).hexdigest()[:16]


def doubling(size: Size = SMALL, rounds: int = 3) -> float:
    """Return how many times as long twice the measures take, at best: noise only adds."""
    with tempfile.TemporaryDirectory() as name:
        best = []
        for number, measures in enumerate((size.measures, 2 * size.measures)):
            folder = Path(name) / str(number)
            write_budget(folder, size._replace(measures=measures))
            command = (RIDCALC, "allocate", "--data", str(folder), "--format", "csv", "-o", f"{name}/out", "--force")
            best.append(min(timed(command).seconds for _ in range(rounds)))
    return best[1] / best[0]


def main() -> None:
    """Measure and show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--national", action="store_true", help="up to 10.000 measures instead of 1.000")
    print(shown(section(NATIONAL.measures if parser.parse_args().national else NATIONAL.measures // 10)))
    print(shown(same_results()))


if __name__ == "__main__":
    main()
