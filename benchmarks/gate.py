"""The ratios that must not worsen: `python benchmarks/gate.py [--record]`; ends with status 1 if one has.

Held is what depends on the machine least: whole processes against others in the same run, twice the input against
once, and how many modules a command loads. A ratio may be what it was when it was last recorded (recorded.json), and a
fifth more, but never more than its limit. One that is too high is measured again, three times in all, and its lowest
counts: on a busy machine a sound program is too slow now and then, a slower program always.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import growth
import megabyte
from measuring import ENVIRONMENT, PYTHON, ROOT, Section, shown
from startup import cases

RECORDED = Path(__file__).with_name("recorded.json")
WORSE = 1.2
TRIES = 3
PAIRS = 15


class Held(NamedTuple):
    """A ratio or count, how it is measured, and the most that it may ever be."""

    name: str
    measure: Callable[[], float]
    limit: float


def held(folder: Path) -> Iterator[Held]:
    """Yield everything that is held."""
    for case in cases(folder):
        yield Held(case.name, partial(case.measure, PAIRS), case.limit)
    yield Held("twice the measures / once", growth.doubling, 2.2)
    yield Held("the slowest megabyte / a check of what ships", slowest_megabyte, 16.0)
    yield Held("megabytes of memory that a megabyte takes at most", largest_megabyte, 300)
    for command, limit in (("--version", 60), ("--help", 320), ("allocate", 470)):
        yield Held(f"modules of {command}", partial(modules, command), limit)


def settled(one: Held, most: float) -> float:
    """Return a ratio, measured again while it is above the most that it may be."""
    found = one.measure()
    for _ in range(TRIES - 1):
        if found <= most:
            break
        found = min(found, one.measure())
    return found


HEAVY = ("controls that are missed", "keys that blend", "unknown values", "unknown keys in blends")
"""The kinds of a megabyte that take longest."""
LARGE = ("unknown fields", "empty measures", "null", "empty controls", "a word for a mapping")
"""Those that take the most memory."""


def slowest_megabyte() -> float:
    """Return how many times as long the slowest megabyte takes as a check of what ships."""
    return max(times for _, _, times in megabyte.measured(HEAVY))


def largest_megabyte() -> float:
    """Return the most memory that a megabyte takes, in megabytes."""
    return max(run.megabytes for _, run, _ in megabyte.measured(LARGE))


def modules(command: str) -> int:
    """Return how many modules a command loads."""
    script = (
        "import atexit, sys\n"
        f"sys.argv = ['ridcalc', {command!r}]\n"
        "atexit.register(lambda: sys.stderr.write(f'\\n{len(sys.modules)}'))\n"
        "from ridcalc.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run((PYTHON, "-c", script), cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return int(done.stderr.splitlines()[-1])


def main() -> int:
    """Measure, show, and judge; or with `--record` write down what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true", help="write what is measured as the new standard")
    record = parser.parse_args().record
    before: dict[str, float] = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for one in held(Path(folder)):
            most = one.limit if record else min(one.limit, before.get(one.name, one.limit) * WORSE)
            found = settled(one, most) if not record else median(one.measure() for _ in range(TRIES))
            rows.append((one.name, float(found), before.get(one.name), float(most), "" if found <= most else "WORSE"))
    print(shown(Section("What must not worsen", ("", "now", "recorded", "at most", " "), rows)))
    failed = any(row[-1] for row in rows)
    if record and not failed:
        figures = {name: round(found, 3) for name, found, *_ in rows}
        RECORDED.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
