"""What amounts by rule, keys with amounts, decisions and imports cost grows no faster than what is put in.

Counted in lines and calls, as in test_growth.py.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from builders import Run, write_folder
from counted import counted
from spreadsheets import Cells, by_openpyxl

pytestmark = pytest.mark.slow

SMALL = 60

Shape = Callable[[int], dict[str, str]]

BOOKED = "booking: {programma: P, taakveld: '0.4', category: '4.3.3'}"
MEASURE = "nature: structural, booking: {programma: B, taakveld: '0.4', category: '3.8'}"
TWO = f"participants: {{a: {{{BOOKED}}}, b: {{{BOOKED}}}}}\nkeys: {{k: {{weights: {{a: 1, b: 2}}}}}}\n"


def lines(text: str, count: int) -> str:
    """Return so many lines, each with its number in place of `#`."""
    return "".join(f"  {text.replace('#', str(number))}\n" for number in range(count))


def some(text: str, count: int) -> str:
    """Return so many entries, each with its number in place of `#`."""
    return ", ".join(text.replace("#", str(number)) for number in range(count))


def of_measures(text: str, *, keys: str = TWO, budget: str = "budget: {years: [2025, 2026]}\n") -> Shape:
    """Return the shape of a budget of many measures."""
    return lambda count: {"keys.yaml": keys, "measures.yaml": f"{budget}measures:\n{lines(text, count)}"}


def tariffs(count: int) -> dict[str, str]:
    """Return a budget of one tariff over many participants."""
    names, counts = some("p-#", count), some("p-#: #", count)
    keys = f"participants:\n{lines('p-#: {}', count)}drivers: {{d: {{values: {{2025: {{{counts}}}}}}}}}\n"
    keys += f"keys: {{k: {{weights: {{{some('p-#: 1', count)}}}}}}}\n"
    tariff = f"tariff: {{driver: d, among: [{names}], price: {{2025: 12.50}}}}"
    return {
        "keys.yaml": keys,
        "measures.yaml": f"budget: {{years: [2025, 2026]}}\nmeasures: {{m: {{nature: structural, {tariff}}}}}\n",
    }


def surcharges(count: int) -> dict[str, str]:
    """Return a budget of one surcharge over many measures."""
    files = of_measures("m-#: {nature: structural, key: k, amounts: {2025: 100, 2026: 100}}")(count)
    files["measures.yaml"] += (
        f"  s: {{nature: structural, key: k, surcharge: {{rate: 10%, of: [{some('m-#', count)}]}}}}\n"
    )
    return files


def indices(count: int) -> dict[str, str]:
    """Return a budget of an index for each measure, and of one mixed from all of these."""
    shares = f"{some('i-#: 1/' + str(count), count)}"
    measures = lines("m-#: {nature: structural, key: k, index: i-#, yearly: {2025: 1000}}", count)
    return {
        "keys.yaml": TWO,
        "measures.yaml": "budget: {years: [2025, 2026, 2027], price_level: 2025}\nindices:\n"
        + lines("i-#: {rates: {2026: 2%, 2027: 3%}}", count)
        + f"  mixed: {{mix: {{{shares}}}}}\nmeasures:\n{measures}"
        + "  whole: {nature: structural, key: k, index: mixed, yearly: {2025: 1000}}\n",
    }


def many_surcharges(count: int) -> dict[str, str]:
    """Return a budget of many surcharges over the measures of one task."""
    measure = "m-#: {nature: structural, key: k, task: t, amounts: {2025: 100, 2026: 100}}"
    files = of_measures(measure, budget="budget: {years: [2025, 2026]}\ntasks: {t: {name: Taak}}\n")(count)
    files["measures.yaml"] += lines("s-#: {nature: structural, key: k, surcharge: {rate: 10%, of: {task: t}}}", count)
    return files


def indexed_years(amount: str, method: str) -> Shape:
    """Return the shape of a budget of a year for every three, of one measure that is raised in each year."""

    def shape(count: int) -> dict[str, str]:
        every = range(2000, 2000 + count // 3)
        indexation = f"index: i, price_level: 2000, indexation: {{method: {method}}}"
        rates = ", ".join(f"{year}: 2.{year % 10}%" for year in every)
        return {
            "keys.yaml": f"{TWO}drivers: {{d: {{values: {{2000: {{a: 30, b: 40}}}}}}}}\n",
            "measures.yaml": f"budget: {{years: [{', '.join(map(str, every))}], {indexation}}}\n"
            f"indices: {{i: {{rates: {{{rates}}}}}}}\nmeasures: {{m: {{nature: structural, {amount}}}}}\n",
        }

    return shape


def years(count: int) -> dict[str, str]:
    """Return a budget of a year for every three, of a yearly amount."""
    every = range(2000, 2000 + count // 3)
    return {
        "keys.yaml": TWO,
        "measures.yaml": f"budget: {{years: [{', '.join(map(str, every))}]}}\n"
        "measures: {m: {nature: structural, key: k, yearly: {2000: 1000}}}\n",
    }


def bounded(count: int) -> dict[str, str]:
    """Return a budget of one batch over many participants, with fixed amounts, minimums and maximums."""
    fixed, least = some("f-#: 5", count), some("p-#: 10", count)
    keys = f"participants:\n{lines('p-#: {}', count)}{lines('f-#: {}', count)}"
    keys += f"keys: {{k: {{weights: {{{some('p-#: 1', count)}}}, fixed: {{{fixed}}}, minimum: {{{least}}}}}}}\n"
    measures = "measures: {m: {nature: structural, key: k, amounts: {2025: 100000, 2026: 100000}}}\n"
    return {"keys.yaml": keys, "measures.yaml": f"budget: {{years: [2025, 2026]}}\n{measures}"}


def batches(count: int) -> dict[str, str]:
    """Return a budget of a key with a fixed amount for each measure."""
    keys = lines("k-#: {weights: {a: 1, b: 2}, fixed: {c: 5}}", count)
    measures = lines("m-#: {nature: structural, key: k-#, amounts: {2025: 100, 2026: 100}}", count)
    return {
        "keys.yaml": f"participants: {{a: {{}}, b: {{}}, c: {{}}}}\nkeys:\n{keys}",
        "measures.yaml": f"budget: {{years: [2025, 2026]}}\nmeasures:\n{measures}",
    }


def decided(count: int, participants: int = 3, stages: int = 2, years: int = 2) -> dict[str, str]:
    """Return a budget of many measures in which each stage adds measures to the one before."""
    names, every = range(participants), range(2025, 2025 + years)
    coverage = ", ".join(f"{year}: {{source: saldo}}" for year in every)
    keys = "participants:\n" + "".join(f"  p-{name}: {{{BOOKED}, coverage: {{{coverage}}}}}\n" for name in names)
    keys += f"keys: {{k: {{weights: {{{', '.join(f'p-{name}: {name + 1}' for name in names)}}}}}}}\n"
    listed = ", ".join(f"s-{stage}: {{scenario: s-{stage}}}" for stage in range(stages))
    amounts = ", ".join(f"{year}: {1000.01 if year == 2025 else year}" for year in every)
    measures = lines(f"m-#: {{{MEASURE}, key: k, amounts: {{{amounts}}}}}", count)
    files = {
        "keys.yaml": keys,
        "measures.yaml": f"budget: {{years: {list(every)}}}\nstages: {{{listed}}}\nmeasures:\n{measures}",
    }
    for stage in range(stages):
        only = ", ".join(f"m-{number}" for number in range(count) if number % stages <= stage)
        files[f"scenarios/s-{stage}.yaml"] = f"only: [{only}]\n"
    return files


def of_participants(count: int) -> dict[str, str]:
    """Return a decision about many participants."""
    return decided(2, participants=count)


def tasks_with_income(count: int) -> dict[str, str]:
    """Return a budget of many tasks, each with an expense on an account of its own and an income on another."""
    booked = "booking: {programma: #, taakveld: '0.4', category: '3.8'}"
    post = f"nature: structural, task: t-#, key: k, {booked}"
    return {
        "keys.yaml": TWO,
        "measures.yaml": "budget: {years: [2025]}\ntasks:\n"
        + lines("t-#: {name: Taak #}", count)
        + "measures:\n"
        + lines(f"m-#: {{{post.replace('programma: #', 'programma: A#')}, amounts: {{2025: 100.01}}}}", count)
        + lines(f"i-#: {{{post.replace('programma: #', 'programma: B#')}, side: income, amounts: {{2025: 9}}}}", count),
    }


def reserves(count: int) -> dict[str, str]:
    """Return a budget of many participants, each of which pays from a reserve of its own."""
    paid = f"{{{BOOKED}, coverage: {{2025: [{{source: reserve, reserve: r-#}}]}}}}"
    keys = f"participants:\n{lines(f'p-#: {paid}', count)}keys: {{k: {{weights: {{{some('p-#: 1', count)}}}}}}}\n"
    owned = lines("r-#: {of: p-#, balance: {2025: 500}, booking: {programma: R}}", count)
    measures = f"measures: {{m: {{{MEASURE}, key: k, amounts: {{2025: 100.01}}}}}}\n"
    return {"keys.yaml": keys, "measures.yaml": f"budget: {{years: [2025]}}\nreserves:\n{owned}{measures}"}


LAST = ("--stage", "s-1")

CASES: dict[str, tuple[Shape, tuple[str, ...]]] = {
    "tariffs": (tariffs, ("allocate",)),
    "agreed parts": (
        of_measures("m-#: {nature: structural, parts: {2025: {a: 100, b: 200}, 2026: {a: 1, b: #}}}"),
        ("allocate", "--format", "csv"),
    ),
    "yearly amounts": (of_measures("m-#: {nature: structural, key: k, yearly: {2025: 100}}"), ("allocate",)),
    "amounts that are spread": (
        of_measures("m-#: {nature: structural, key: k, total: 1000, spread: {2025: 40%, 2026: 60%}}"),
        ("allocate",),
    ),
    "a surcharge": (surcharges, ("allocate",)),
    "indices": (indices, ("allocate",)),
    "years": (years, ("allocate",)),
    "years of a matrix": (years, ("allocate", "--matrix")),
    "years explained": (years, ("explain", "a", "--notes")),
    "surcharges over a task": (many_surcharges, ("allocate", "--format", "csv")),
    "surcharges explained": (many_surcharges, ("explain", "a", "2025")),
    "years of an index": (indexed_years("key: k, yearly: {2000: 1000}", "yearly"), ("allocate",)),
    "years of an index at once": (indexed_years("key: k, yearly: {2000: 1000}", "cumulative"), ("allocate",)),
    "years of a price": (
        indexed_years("tariff: {driver: d, among: [a, b], price: {2000: 12.50}}", "yearly"),
        ("allocate", "--format", "csv"),
    ),
    "a batch": (bounded, ("allocate",)),
    "batches": (batches, ("allocate", "--format", "json")),
    "batches as a table": (batches, ("allocate", "--by", "step", "--notes")),
    "batches explained": (batches, ("explain", "c", "2025", "--notes")),
    "an amendment of measures": (decided, ("amend", *LAST)),
    "an amendment of participants": (of_participants, ("amend", *LAST)),
    "an amendment as lines": (decided, ("amend", *LAST, "--format", "csv")),
    "an amendment of tasks with income": (tasks_with_income, ("amend",)),
    "an amendment of reserves": (reserves, ("amend", "--format", "json")),
    "an outlook of reserves": (reserves, ("outlook",)),
    "an outlook": (decided, ("outlook", *LAST)),
    "an outlook of participants": (of_participants, ("outlook", *LAST)),
}


@pytest.mark.parametrize("name", CASES)
def test_twice_as_much_takes_twice_as_many_calls(
    name: str, ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shape, arguments = CASES[name]
    folders = [str(write_folder(tmp_path / str(size), shape(size))) for size in (SMALL, 2 * SMALL, 4 * SMALL)]
    assert ridcalc(*arguments, "--data", folders[0]).status == 0  # what is loaded once is not counted
    small, medium, large = (counted(partial(ridcalc, *arguments, "--data", folder)) for folder in folders)
    assert large - medium < 1.1 * 2 * (medium - small), f"{small}, {medium} and {large} calls"


def rows_of_posts(count: int) -> Cells:
    """Return a sheet of many posts, some with equal names, with amounts of two years; a subtotal after every ten."""
    rows: list[Sequence[str | float | None]] = [["Omschrijving", "Sleutel", "I/S", "2025", "2026"]]
    for number in range(count):
        rows.append([f"Post {number // 2}", f"Sleutel {number % 7}", "S", f"{number},25", "PM"])
        if number % 10 == 9:
            rows.append(["Subtotaal", None, None, f"{sum(range(number - 9, number + 1))},5", None])
    return rows


def rows_of_counts(count: int) -> Cells:
    """Return a sheet of the counts of many participants in two years."""
    return [["Gemeente", "2025", "2026"], *([f"Gemeente {number}", str(number), "17"] for number in range(count))]


def rows_of_budget(count: int) -> Cells:
    """Return a sheet of a budget as it stands, of many accounts."""
    every = ([f"P{number}", "0.4", f"{number},25"] for number in range(count))
    return [["Programma", "Taakveld", "2025"], *every]


def as_csv(cells: Cells) -> bytes:
    """Return the bytes of a sheet as CSV with semicolons."""
    return "".join(";".join("" if cell is None else str(cell) for cell in row) + "\n" for row in cells).encode()


IMPORTS = {"measures": rows_of_posts, "driver": rows_of_counts, "current": rows_of_budget}


@pytest.mark.parametrize("file", ["posts.csv", "posts.xlsx"])
@pytest.mark.parametrize("section", IMPORTS)
def test_twice_as_many_rows_that_come_in_take_twice_as_many_calls(
    section: str, file: str, ridcalc: Run, tmp_path: Path
) -> None:
    rows = IMPORTS[section]
    write = as_csv if file.endswith(".csv") else lambda cells: by_openpyxl({"Blad1": cells})
    runs = []
    for count in (SMALL, 2 * SMALL, 4 * SMALL):
        path = tmp_path / str(count) / file
        path.parent.mkdir()
        path.write_bytes(write(rows(count)))
        runs.append(partial(ridcalc, "import", section, path))
    outcome = runs[0]()  # what is loaded once is not counted
    assert outcome.status == 0, outcome.err
    small, medium, large = map(counted, runs)
    assert large - medium < 1.1 * 2 * (medium - small), f"{small}, {medium} and {large} calls"


@pytest.mark.parametrize("shape", [decided, of_participants])
def test_a_page_of_twice_as_much_takes_twice_as_many_calls(
    shape: Shape, ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    small, medium, large = (
        counted(partial(ridcalc, "report", "page.html", "--force", *LAST, "--data", folder))
        for size in (3 * SMALL, 6 * SMALL, 12 * SMALL)
        for folder in [str(write_folder(tmp_path / str(size), shape(size)))]
    )
    assert large - medium < 1.1 * 2 * (medium - small), f"{small}, {medium} and {large} calls"


def test_an_amendment_takes_at_most_four_times_as_many_calls_as_the_allocation(ridcalc: Run, tmp_path: Path) -> None:
    # as a whole process it takes less than three times as long (docs/performance.md)
    folder = str(write_folder(tmp_path, decided(500, participants=10, stages=3, years=5)))
    amendment, lines_of = (
        (command, "--format", "csv", "--data", folder, *more)
        for command, more in (("amend", ("--stage", "s-2")), ("allocate", ("--scenario", "none")))
    )
    for arguments in (amendment, lines_of):
        assert ridcalc(*arguments).status == 0  # what is loaded once is not counted
    assert counted(partial(ridcalc, *amendment)) < 4 * counted(partial(ridcalc, *lines_of))
