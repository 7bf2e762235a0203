"""Random budgets with amounts by rule, the same with other numbers, and the cells of a workbook to change."""

import json
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from builders import written_euros
from stored_cells import Cells
from strategies import Document
from strategies_of_rules import ruled_budgets

RATES = ("0%", "4.1%", "-1.25%", "2.345%", "10%")
PRICES = ("0", "1", "312.41", "99.05", "1250.50")
VALUES = ("98.7", "100", "103.25", "720")
INPUT_SHEETS = ("Opbouw", "Indexatie")


@st.composite
def ruled_changes(draw: st.DrawFn) -> tuple[tuple[Document, Document], tuple[Document, Document]]:
    """Draw what the two files hold, and the same with other numbers; only what is PM stays PM."""
    before = draw(ruled_budgets())
    keys, measures = json.loads(json.dumps(before))
    changes = _Changes(draw, {"0.01": 1, 1: 100, 100: 10_000}[measures["budget"]["rounding"]["unit"]])
    for counts in keys["drivers"]["d"]["values"].values():
        changes.each(counts, st.integers(1, 60))
    loon, prijs, gr = (measures["indices"][name] for name in ("loon", "prijs", "gr"))
    changes.each(loon["rates"], st.sampled_from(RATES))
    for corrections in loon["corrections"].values():
        corrections[:] = [draw(st.sampled_from(RATES)) for _ in corrections]
    changes.each(prijs["values"], st.sampled_from(VALUES))
    if draw(st.booleans()):
        gr["mix"] = {"loon": "3/4", "prijs": "1/4"}
    if "precision" in gr:
        changes.each(gr, st.just("0.05%"), ("precision",))
    for measure in measures["measures"].values():
        changes.of(measure)
    return before, (keys, measures)


class _Changes:
    """Draws other numbers for some of those in a budget."""

    def __init__(self, draw: st.DrawFn, cents: int) -> None:
        self.draw = draw
        nonzero = st.integers(-(10**5), 10**7).filter(lambda number: number // cents)
        self.amount = nonzero.map(lambda number: written_euros(number // cents * cents))

    def each(self, numbers: Document, value: st.SearchStrategy[Any], names: tuple[str, ...] = ()) -> None:
        """Change some of the numbers that are not PM."""
        for name in names or tuple(numbers):
            if numbers[name] != "PM" and self.draw(st.booleans()):
                numbers[name] = self.draw(value)

    def of(self, measure: Document) -> None:
        """Change some of the numbers of a measure."""
        self.each(measure.get("amounts", {}), self.amount)
        yearly = measure.get("yearly", {})
        known = tuple(since for since in yearly if yearly[since] != "PM" and float(yearly[since]))
        self.each(yearly if known else {}, self.amount, known)  # an entry of zero has no rows
        for parts in measure.get("parts", {}).values():
            self.each(parts, self.amount)
        if "tariff" in measure:
            self.each(measure["tariff"]["price"], st.sampled_from(PRICES))
            if "factor" in measure["tariff"]:
                self.each(measure["tariff"], st.sampled_from(["2", "0.25", "1"]), ("factor",))
        if "surcharge" in measure:
            rate = measure["surcharge"]["rate"]
            if isinstance(rate, dict):
                self.each(rate, st.sampled_from(RATES))
            else:
                self.each(measure["surcharge"], st.sampled_from(RATES), ("rate",))


def number(text: object) -> Fraction | str:
    """Return a number as it is written in a file; PM as it is."""
    written = str(text)
    if written == "PM":
        return written
    return Fraction(written[:-1]) / 100 if written.endswith("%") else Fraction(written)


def ruled_inputs(stored: Cells, files: tuple[Document, Document]) -> dict[tuple[str, str], float | str]:
    """Return the inputs of a workbook as the files would have them, by the paths that stand beside them."""
    cells: dict[tuple[str, str], float | str] = {}
    corrections: dict[tuple[str, str], list[str]] = {}
    for (sheet, place), path in stored.items():
        row = place[1:]
        if sheet not in INPUT_SHEETS or place[0] != "A" or not row.isdigit() or not isinstance(path, int):
            continue
        name, when = (str(stored.get((sheet, f"{column}{row}"))) for column in "HD")
        written = stored.get((sheet, f"I{row}"))
        if written is not None:
            value = number(_at(files, str(written).split(".")))
        elif sheet == "Indexatie":
            left = corrections.setdefault(
                (str(name), str(when)), list(_at(files, ["indices", name, "corrections", when]))
            )
            value = number(left.pop(0))
        elif name == "d":
            value = _of_partnership(files[0], str(when), str(stored[sheet, f"E{row}"]))
        else:
            continue  # a part of a total
        cells[sheet, f"F{row}"] = value if isinstance(value, str) else float(value)
    return cells


def _at(files: tuple[Document, Document], path: list[str]) -> Any:  # noqa: ANN401  what a file holds
    """Return what stands at a path in one of the files; a tariff without a factor has 1."""
    found: Any = files[0] if path[0] == "drivers" else files[1]
    for name in path:
        found = found.get(name, "1") if name == "factor" else found[name]
    return found


def _of_partnership(keys: Document, year: str, name: str) -> Fraction:
    """Return the sum of the counts of the members of a partnership, of any depth."""
    counts = keys["drivers"]["d"]["values"][year]
    members = keys["participants"][name].get("members", ())
    return sum(
        (Fraction(counts[one]) if one in counts else _of_partnership(keys, year, one) for one in members), Fraction(0)
    )
