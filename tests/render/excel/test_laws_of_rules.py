"""The laws of amounts by rule in the workbook: other rates, prices, counts and amounts give what ridcalc gives."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from changed_rules import ruled_changes, ruled_inputs
from changed_workbooks import CALM, PARTS, Changed, assert_engines_follow, assert_libreoffice_follows, exported
from effort import times
from engines import stored_values
from ridcalc.core.values.problems import ProblemsFoundError
from strategies import Document

TOO_LARGE = "Factoren van een index die niet exact te berekenen zijn"
"""What the guard may say of factors with more digits than the changed files need."""
Files = tuple[Document, Document]


def as_texts(files: Files) -> dict[str, str]:
    """Return the files of a budget, by name."""
    return {"keys.yaml": json.dumps(files[0]), "measures.yaml": json.dumps(files[1])}


def changed_rules(drawn: tuple[Files, Files], folder: Path) -> Changed | None:
    """Return the workbook of drawn files and their changes; None if the method cannot divide some amount."""
    before, after = drawn
    try:
        path, other = (exported(as_texts(one), folder, name) for one, name in ((before, "b"), (after, "a")))
    except ProblemsFoundError:
        return None
    stored, expected = stored_values(path), stored_values(other)
    as_values = any(
        value == "als waarde" and place[0] == "Maatregelen" and place[1][1:] != "6" and place[1] != "AA6"
        for cells in (stored, expected)
        for place, value in cells.items()
    )
    cells = ruled_inputs(stored, after)
    for (sheet, place), value in stored.items():
        is_input = sheet in {"Maatregelen", "Sleutels"} and place[0] == ("R" if sheet == "Maatregelen" else "Q")
        if is_input and value == 0 and place[1:].isdigit():
            cells[sheet, f"I{place[1:]}"] = expected[sheet, f"I{place[1:]}"]
    columns = (*PARTS, ("Maatregelen", "I"))
    return Changed(path, cells, expected, as_values, as_values, TOO_LARGE, columns)


@given(drawn=ruled_changes())
@settings(CALM, max_examples=times(1))
def test_changed_rates_prices_counts_and_amounts_give_what_ridcalc_gives(
    drawn: tuple[Files, Files], tmp_path: Path
) -> None:
    assert_engines_follow(changed_rules(drawn, tmp_path))


@pytest.mark.slow
def test_libreoffice_gives_what_ridcalc_gives_for_changed_rules(tmp_path: Path, profile: Path) -> None:
    assert_libreoffice_follows(ruled_changes(), changed_rules, tmp_path, profile)
