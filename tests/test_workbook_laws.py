"""The laws of the workbook: random budgets, exported; inputs changed in it, recalculated by another engine."""

import json
import os
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import write_folder
from engines import alike, by_formualizer, by_ironcalc, formulas_of, names_of, stored_values
from ridcalc.commands.export import book_of
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.values.problems import ProblemsFoundError
from ridcalc.language.sentences import Language
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from ridcalc.render.excel.layout import Options
from ridcalc.render.excel.save import save

Document = dict[str, Any]

AMOUNTS = st.sampled_from([None, 0, 1, 2, -1, 7, 100, -333, 10**6 + 1, 12_345_678, -(10**9) - 7])
BOOKED = st.sampled_from([1, 1000])
WEIGHTS = st.sampled_from([0, 1, 1, 2, 3, 5, 24, 48, 9091, 445_455])


def weights_of(names: list[str]) -> st.SearchStrategy[dict[str, int]]:
    """Return weights for the names, not all zero."""
    return st.fixed_dictionaries(dict.fromkeys(names, WEIGHTS)).filter(lambda weights: any(weights.values()))


@st.composite
def budgets(draw: st.DrawFn) -> Document:
    """Draw a budget with partnerships of any depth, dated and blended keys, both sides, PM, and either level."""
    ids = [f"p{number}" for number in range(draw(st.integers(1, 6)))]
    parent = {one: draw(st.sampled_from([None, *ids[:index]])) for index, one in enumerate(ids)}
    members = {one: [below for below in ids if parent[below] == one] for one in ids}
    tops = [one for one in ids if parent[one] is None]
    directly = [member for one in tops for member in (members[one] or [one])]
    keys: Document = {
        "plain": {"weights": draw(weights_of(tops))},
        "members": {"weights": draw(weights_of(directly))},
        "dated": {
            "versions": {
                2024: {"weights": draw(weights_of(tops))},
                "2025-Q3": {"weights": draw(weights_of(tops)), "assumption": "guessed"},
            }
        },
        "blend": {"blend": {"plain": "1/3", "dated": "2/3"}},
        **{f"of-{one}": {"weights": draw(weights_of(members[one]))} for one in ids if members[one]},
    }
    measures = {}
    for number in range(draw(st.integers(1, 4))):
        periods = draw(st.lists(st.sampled_from(["2024-Q1", "2024-Q2", "2024-H2", "2025-H1", "2025-H2"]), unique=True))
        measures[f"m{number}"] = {
            "key": draw(st.sampled_from(["plain", "members", "dated", "blend"])),
            "nature": draw(st.sampled_from(["incidental", "structural"])),
            "side": draw(st.sampled_from(["expense", "expense", "income"])),
            "amounts": {period: draw(AMOUNTS) for period in periods or ["2024-Q1"]},
            "pc_document": draw(st.sampled_from([{}, {2024: "vgr"}])),
            "booking": draw(st.sampled_from([{}, {"programma": "0", "taakveld": "0.4", "category": "3.8"}])),
        }
    unit = draw(st.sampled_from(["0.01", "0.01", "1", "1000"]))
    rounding = {
        "unit": unit,
        "method": draw(st.sampled_from(["largest-remainder", "largest-remainder", "largest-share"])),
        "level": draw(st.sampled_from(["measure", "measure", "total"])),
    }
    return {
        "participants": {
            one: {"members": members[one], "key": f"of-{one}"} if members[one] else {}
            for one in draw(st.permutations(ids))
        },
        "keys": keys,
        "budget": {
            "years": [2024, 2025],
            "rounding": rounding,
            "amendment": {"unit": draw(st.sampled_from([1, 1000]))},
        },
        "pc_documents": {"vgr": {"year": 2024}},
        "measures": measures,
        "controls": {
            "whole": {"year": 2024, "nature": "incidental", "amount": 1},
            "part": {"year": 2025, "participant": draw(st.sampled_from(ids)), "amount": 5, "rounded_to": 10},
            "measure": {"year": 2024, "measure": "m0", "amount": 7},
        },
    }


def as_yaml(document: Document) -> dict[str, str]:
    """Write the budget as files; JSON is YAML too."""
    unit = document["budget"]["rounding"]["unit"]
    measures = {
        name: {**one, "amounts": {period: _decimal(amount, unit) for period, amount in one["amounts"].items()}}
        for name, one in document["measures"].items()
    }
    rest = {name: document[name] for name in ("budget", "pc_documents", "controls")}
    return {
        "keys.yaml": json.dumps({name: document[name] for name in ("participants", "keys")}),
        "measures.yaml": json.dumps({**rest, "measures": measures}),
    }


def _decimal(units: int | None, unit: str) -> str:
    if units is None:
        return "PM"
    if unit != "0.01":
        return str(units * int(unit))
    return f"{'-' if units < 0 else ''}{abs(units) // 100}.{abs(units) % 100:02}"


def exported(document: Document, folder: Path, name: str) -> Path:
    """Export a budget to a workbook.

    Raises:
        ProblemsFoundError: the rounding method cannot divide some amount.
    """
    loaded = load(Folder(str(write_folder(folder / name, as_yaml(document)))))
    path = folder / f"{name}.xlsx"
    path.write_bytes(save(book_of(loaded, allocate(loaded.case), Options(), Language("nl"))))
    return path


def changed(draw: st.DrawFn, document: Document) -> Document:
    """Draw other amounts and weights for some of a budget's; what is blended keeps its weights."""
    copy: Document = json.loads(json.dumps(document))
    for measure in copy["measures"].values():
        for period in measure["amounts"]:
            if draw(st.booleans()):
                measure["amounts"][period] = draw(AMOUNTS)
    blended = any(measure["key"] == "blend" for measure in copy["measures"].values())
    for name, key in copy["keys"].items():
        if "weights" in key and draw(st.booleans()) and not (name == "plain" and blended):
            key["weights"] = draw(weights_of(list(key["weights"])))
    return copy


@st.composite
def budgets_and_changes(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw a budget and the same with other inputs."""
    document = draw(budgets())
    return document, changed(draw, document)


def inputs_of(path: Path, document: Document) -> dict[tuple[str, str], Any]:
    """Return the input cells of a workbook as the amounts and weights of a budget would have them."""
    stored = stored_values(path)
    unit = document["budget"]["rounding"]["unit"]
    cells: dict[tuple[str, str], Any] = {}
    for (sheet, place), value in stored.items():
        row = place[1:]
        if sheet == "Maatregelen" and place[0] == "B" and value in document["measures"]:
            amount = document["measures"][value]["amounts"][stored[sheet, f"F{row}"]]
            cells[sheet, f"I{row}"] = _decimal(amount, unit)
        weights = document["keys"].get(value, {}).get("weights") if sheet == "Sleutels" and place[0] == "B" else None
        if weights:
            cells[sheet, f"I{row}"] = weights[stored[sheet, f"G{row}"]]
    return cells


SHEETS = ("Overzicht", "Begrotingswijziging", "VGR", "Verdeling", "Aansluiting")
MOVED = ("A4", "C8")
"""The guard, and the count of what was changed."""

CALM = settings(
    max_examples=int(os.environ.get("RIDCALC_WORKBOOKS", "12")),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example would take minutes
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@given(document=budgets())
@CALM
def test_every_formula_gives_the_value_that_is_stored_with_it(document: Document, tmp_path: Path) -> None:
    try:
        path = exported(document, tmp_path, "before")
    except ProblemsFoundError:
        return
    stored = stored_values(path)
    for engine in (by_formualizer, by_ironcalc):
        found = engine(path)
        assert {place: value for place, value in found.items() if not alike(value, stored.get(place))} == {}


@given(drawn=budgets_and_changes())
@CALM
def test_a_changed_input_gives_what_ridcalc_gives(drawn: tuple[Document, Document], tmp_path: Path) -> None:
    before, after = drawn
    try:
        path, other = exported(before, tmp_path, "before"), exported(after, tmp_path, "after")
    except ProblemsFoundError:
        return
    expected = stored_values(other)
    found = by_ironcalc(path, inputs_of(path, after))
    same_rows = before["budget"]["rounding"]["level"] == "measure"
    guard = found["Overzicht", "A4"]
    if str(guard).startswith("CONTROLE FAALT"):
        failing = {place: value for place, value in found.items() if place[0] == "Aansluiting" and place[1][0] == "C"}
        assert not same_rows, failing
        return
    there = names_of(other)
    for name, place in names_of(path).items():
        if name in there:
            assert alike(found[place], expected[there[name]]), name
    if same_rows:
        formulas = formulas_of(other)
        differing = {
            place: (found[place], expected.get(place))
            for place, formula in formulas_of(path).items()
            if (place[0] in SHEETS or (place[0] == "Herleiding" and place[1][0] == "S"))
            and formulas.get(place) == formula
            and place[1] not in MOVED
            and not formula.startswith(("=IF((SUM($B", "=IF((SUM($D"))  # the thousands, which stay as at the export
            and not (place[0] == "Begrotingswijziging" and place[1][0] in "LM")
            and not (place[0] == "Aansluiting" and place[1][0] == "D")
            and not alike(found[place], expected.get(place))
        }
        assert differing == {}
