"""ridcalc beside other ways to the same figures, in one run: `python benchmarks/peers.py`.

What is not installed is left out and named: hledger (a system package), beancount with beanquery, pandas, LibreOffice.
"""

import importlib.util
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from budgets import NATIONAL, Size, write_plain_budget
from measuring import PYTHON, RIDCALC, Command, Section, shown, timed

from ridcalc.core.arithmetic.apportionment import largest_remainder

SMALL = Size(10, 10, 1)
LARGE = NATIONAL._replace(measures=1_000)
BOOK = Size(100, 10, 4)

_RECALCULATE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">\
<value>0</value></prop></item></oor:items>
"""


def small_reports(rounds: int = 11) -> Section:
    """Time a small report of each program on ten amounts divided over ten participants, run in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_plain_budget(folder, SMALL)
        commands: dict[str, Command | None] = {
            "ridcalc allocate": (RIDCALC, "allocate", "--data", name),
            "hledger balance": _hledger(folder),
            "bean-check": _beancount(folder, "bean-check", "-C"),
            "bean-query, sums by account": _beancount(
                folder, "bean-query", after=("select account, sum(position) group by account",)
            ),
            "python, nothing": (PYTHON, "-c", "pass"),
        }
        there = {title: command for title, command in commands.items() if command is not None}
        for command in there.values():
            timed(command)
        taken = [{title: timed(command).seconds for title, command in there.items()} for _ in range(rounds)]
    rows = [
        (title, median(one["ridcalc allocate"] / one[title] for one in taken)) if title in there else (title, None)
        for title in commands
    ]
    note = "ridcalc takes so many times as long; nothing where the program is not installed."
    return Section("A small report, whole process", ("program", "ridcalc ÷ it"), rows, note)


def _hledger(folder: Path) -> Command | None:
    journal = folder / "journal.ledger"
    journal.write_text("\n".join(_transactions("{date} {text}", "    {account}  {amount} EUR")), encoding="utf-8")
    return ("hledger", "-f", str(journal), "balance") if shutil.which("hledger") else None


def _beancount(folder: Path, program: str, *before: str, after: tuple[str, ...] = ()) -> Command | None:
    path = Path(PYTHON).with_name(program)
    ledger = folder / "ledger.beancount"
    accounts = ["Expenses:Cost", *(f"Liabilities:Gemeente-{number}" for number in range(SMALL.municipalities))]
    opened = [f"2020-01-01 open {account}" for account in accounts]
    entries = _transactions('{date} * "{text}"', "  {account}  {amount} EUR")
    ledger.write_text("\n".join([*opened, *entries]) + "\n", encoding="utf-8")
    return (str(path), *before, str(ledger), *after) if path.exists() else None


def _transactions(head: str, posting: str) -> Iterator[str]:
    for number in range(SMALL.measures):
        cents = 100_001 + number
        parts = largest_remainder(cents, range(1, SMALL.municipalities + 1))
        yield head.format(date="2024-01-01", text=f"Maatregel {number}")
        yield posting.format(account="Expenses:Cost", amount=f"{cents // 100}.{cents % 100:02}")
        for other, part in enumerate(parts):
            yield posting.format(account=f"Liabilities:Gemeente-{other}", amount=f"-{part // 100}.{part % 100:02}")
        yield ""


def large_files() -> Section:
    """Time a large budget from YAML to CSV beside an analyst's script, and count where the amounts differ."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder, ours, theirs = Path(name), f"{name}/ours.csv", f"{name}/theirs.csv"
        write_plain_budget(folder, LARGE)
        run = timed((RIDCALC, "allocate", "--data", name, "--format", "csv", "-o", ours))
        rows.append(("ridcalc, exact values and shares too", run.seconds, run.megabytes, 1.0))
        if importlib.util.find_spec("pandas"):
            peer = timed((PYTHON, str(Path(__file__).with_name("analyst.py")), name, theirs))
            rows.append(("a pandas script, amounts only", peer.seconds, peer.megabytes, run.seconds / peer.seconds))
            note = f"{_differing(Path(ours), Path(theirs)):,} of {LARGE.cells:,} amounts differ by a cent or more."
        else:
            note = "pandas is not installed."
    columns = ("way", "s", "MB", "ridcalc ÷ it")
    return Section(f"{LARGE}, YAML to CSV", columns, rows, note)


def _differing(ours: Path, theirs: Path) -> int:
    with ours.open(encoding="utf-8") as one, theirs.open(encoding="utf-8") as other:
        next(one), next(other)
        return sum(line.split(",")[6] != row.rsplit(",", 1)[1].strip() for line, row in zip(one, other, strict=True))


def divisions(count: int = 2_000) -> Section:
    """Time one amount over all municipalities: the core's method, and the rule that moneyphp has, in Python."""
    draw = random.Random(2023)  # noqa: S311  the same amounts each time
    weights = [draw.randrange(1_000, 900_000) for _ in range(NATIONAL.municipalities)]
    amounts = [draw.randrange(10**5, 10**9) for _ in range(count)]
    rows = []
    made = []
    for title, divide in (("largest remainder, ridcalc", largest_remainder), ("moneyphp's rule", rest_in_turn)):
        start = time.perf_counter()
        made.append([divide(amount, weights) for amount in amounts])
        rows.append((title, (time.perf_counter() - start) / count * 1e6))
    other = sum(one != another for one, another in zip(*made, strict=True))
    note = f"{other:,} of {count:,} amounts come out otherwise."
    return Section(f"One amount over {NATIONAL.municipalities}, in Python", ("rule", "µs"), rows, note)


def rest_in_turn(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide as moneyphp does: rounded down, and what is left by one to the largest fraction, looked up each time."""
    total = sum(weights)
    parts = [amount * weight // total for weight in weights]
    fractions = [amount * weight / total % 1 for weight in weights]
    for _ in range(amount - sum(parts)):
        index = fractions.index(max(fractions))
        parts[index] += 1
        fractions[index] = 0
    return parts


def workbooks() -> Section:
    """Time ridcalc's calculation beside LibreOffice's of the workbook that ridcalc writes of it."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder, book = Path(name), f"{name}/book.xlsx"
        write_plain_budget(folder / "data", BOOK)
        data = ("--data", str(folder / "data"))
        export = timed((RIDCALC, "export", book, *data))
        own = timed((RIDCALC, "allocate", *data))
        rows.append(("ridcalc allocate", own.seconds, own.megabytes))
        rows.append(("ridcalc export", export.seconds, export.megabytes))
        if shutil.which("soffice"):
            profile = folder / "profile" / "user"
            profile.mkdir(parents=True)
            (profile / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
            office = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx")
            run = timed((*office, "--outdir", f"{name}/out", book))
            if not Path(name, "out", "book.xlsx").exists():
                raise RuntimeError("LibreOffice wrote nothing")
            rows.append(("LibreOffice, recalculating it", run.seconds, run.megabytes))
    return Section(f"The workbook of {BOOK}", ("program", "s", "MB"), rows)


SECTIONS: tuple[Callable[[], Section], ...] = (small_reports, large_files, workbooks, divisions)


def main() -> None:
    """Measure and show."""
    for section in SECTIONS:
        print(shown(section()))


if __name__ == "__main__":
    main()
