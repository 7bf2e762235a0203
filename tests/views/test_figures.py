"""Figures of tables: how they are shown exactly and in whole units, and that the foot tells of those that are shown."""

from pathlib import Path

import pytest

from builders import Run, write_folder
from ridcalc.core.allocation.result import Total
from ridcalc.views.figures import CellKey, FigureRow, RoundedFigure, RoundedTable
from ridcalc.views.table import Money, Row

A, B, C = (CellKey(name) for name in "abc")
TABLE = RoundedTable(100_000, {A: RoundedFigure(149_999, 100_000), B: RoundedFigure(40_000, 0), C: RoundedFigure(0, 0)})
ROW = FigureRow(
    "body",
    "row",
    (
        (A, Total(149_999, 0, assumed=True)),
        (B, Total(40_000, 1, assumed=False)),
        (C, None),
        (CellKey(), Total(7, 0, assumed=False)),
    ),
    2,
)


def test_a_row_is_shown_exactly_or_as_a_table_has_it() -> None:
    odd = Money(7)
    assert ROW.row(None) == Row("body", "row", (Money(149_999, assumed=True), Money(40_000, 1), None, odd), 2)
    assert ROW.row(TABLE) == Row(
        "body", "row", (Money(100_000, assumed=True, whole=True), Money(0, 1, whole=True), None, odd), 2
    )


def test_the_figures_of_a_row_are_those_that_it_shows_and_the_table_has() -> None:
    assert TABLE.of(ROW.shown_keys()) == {A: TABLE.figures[A], B: TABLE.figures[B]}


def test_halfway_between_two_units_neither_is_nearer() -> None:
    assert not RoundedFigure(50_000, 100_000).moved(100_000)
    assert not RoundedFigure(50_000, 0).moved(100_000)
    assert RoundedFigure(49_999, 100_000).moved(100_000)


@pytest.mark.parametrize("scenarios", [("none", "more"), ("none", "more", "none")], ids=["two", "three"])
def test_the_foot_of_a_comparison_counts_the_figures_that_are_shown(
    scenarios: tuple[str, ...], ridcalc: Run, tmp_path: Path
) -> None:
    files = {  # a third of 100.000 is 33.333; noord is the first and gets 34 each year, so that each year adds up
        "keys.yaml": "participants: {noord: {}, oost: {}, zuid: {}}\n"
        "keys: {k: {weights: {noord: 1, oost: 1, zuid: 1}}}",
        "measures.yaml": "budget: {years: [2024, 2025], language: en}\n"
        "measures: {m: {nature: structural, key: k, amounts: {2024: 100000, 2025: 100000}}}",
        "scenarios/more.yaml": "patch: {measures: {m: {amounts: {2024: 130000, 2025: 130000}}}}",
    }
    command = ("compare", *scenarios, "--data", write_folder(tmp_path, files), "--unit", "1000")
    nearest = "every figure is the nearest to its exact amount"
    assert ridcalc(*command).out.count("2 figures are not rounded to the nearest unit") == len(scenarios)
    one = ridcalc(*command, "--participant", "noord", "--year", "2024").out
    assert one.count("1 figure is not rounded to the nearest unit") == len(scenarios)
    assert ridcalc(*command, "--participant", "zuid").out.count(nearest) == len(scenarios)
