"""The sheets of the workbook: which of them there are, and what their columns refer to."""

import tomllib

import pytest

from builders import ROOT
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell
from ridcalc.render.excel.columns import Column, Columns, empty
from ridcalc.render.excel.workbook import SHEETS


def test_every_sheet_is_in_the_contract_on_what_sheets_import() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (modules,) = (
        contract["modules"] for contract in contracts if contract["name"].startswith("Sheets import no sheet")
    )
    sheets = {".".join(sheet.__module__.split(".")[:4]) for sheet in SHEETS}  # a folder stands for its modules
    assert sheets <= set(modules)


def test_formulas_follow_a_column_that_is_put_before_theirs() -> None:
    double: Column[int] = Column(
        "double", "double", 5, lambda item, at: Cell(2 * item, "whole", f"2*{at.single}+{at['of', 2024]}")
    )
    single: Column[int] = Column("single", "single", 5, lambda item, _: Cell(item))
    of_year: Column[int] = Column(("of", 2024), "2024", 5, empty)
    put_in: Column[int] = Column("put_in", "x", 5, empty)
    for columns, formula in (
        ([single, of_year, double], "2*$A7+B7"),
        ([put_in, single, of_year, double], "2*$B7+C7"),
    ):
        cell = Columns(say("Sheet"), columns).row(3, 7)[-1]
        assert cell is not None
        assert (cell.value, cell.formula) == (6, formula)


def test_two_columns_of_a_sheet_have_different_names() -> None:
    column: Column[int] = Column("same", "same", 5, empty)
    with pytest.raises(ValueError, match="same name"):
        Columns(say("Sheet"), [column, column])
