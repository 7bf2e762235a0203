"""All benchmarks in one run: `python benchmarks/run.py [--national] [--json FILE] [--plot FILE.svg]`.

Shows plain tables; `--json` writes the same figures with what they are of, `--plot` draws how cost grows. Everything
is measured on this machine in this run: trust the ratios, and the seconds for this machine only.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import growth
import megabyte
import peers
import stages
import startup
from budgets import NATIONAL
from measuring import Section, machine, shown
from plot import write_plot


def sections(*, national: bool) -> Iterator[Callable[[], Section]]:
    """Yield what there is to measure."""
    yield startup.section
    yield partial(growth.section, NATIONAL.measures if national else NATIONAL.measures // 10)
    yield growth.same_results
    for size in (*stages.SIZES, *((NATIONAL,) if national else ())):
        yield partial(stages.section, size)
    yield megabyte.section
    yield from peers.SECTIONS


def by_itself(measure: Callable[[], Section]) -> Section:
    """Measure in a fresh process, so that no memory of an earlier section counts as a later one's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure).result()


def main() -> None:
    """Measure, show, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--national", action="store_true", help="the national file too: a few minutes and 2 GB of disk")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the growth as SVG")
    options = parser.parse_args()
    print(", ".join(f"{name} {value}" for name, value in machine().items()), "\n")
    made = []
    for measure in sections(national=options.national):
        made.append(by_itself(measure))
        print(shown(made[-1]), flush=True)
    if options.json:
        figures = {"machine": machine(), "sections": [section._asdict() for section in made]}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.plot:
        rows = next(section.rows for section in made if section.title.startswith("Growth"))
        write_plot(options.plot, ((cells, seconds, megabytes) for _, cells, seconds, megabytes, *_ in rows))


if __name__ == "__main__":
    main()
