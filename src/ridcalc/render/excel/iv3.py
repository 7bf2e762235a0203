"""The sheet Iv3: what changes per organisation, taakveld, category, nature, side and year, as the CSV has it."""

from typing import NamedTuple

from ridcalc.core.analysis.decisions.iv3_rows import Iv3Row
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.figures import again
from ridcalc.render.excel.amendment.found import amendment_lines, amendment_sum
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, euros
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import TYPED_OVER, exported_sum, typed_over, verdict
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import AS_EXPORTED, NATURE_LETTERS, SIGNS, account_cell
from ridcalc.views.amendment_words import organisation_name


class _Line(NamedTuple):
    """A row of the sheet."""

    layout: Layout
    row: Iv3Row


def iv3_sheet(layout: Layout) -> Sheet | None:
    """Return the sheet; None if no line has both a taakveld and a category."""
    if not layout.iv3:
        return None
    rows: list[SheetRow] = [IV3.row(_Line(layout, row), FIRST_ROW + index) for index, row in enumerate(layout.iv3)]
    last = FIRST_ROW + len(rows) - 1
    rows += [[], [Cell(layout.text(SIGNS), "fact")]]
    message = say("Held against the list of Iv3 of the year, for municipalities and arrangements. PM is in no amount.")
    rows.append([Cell(layout.text(message), "fact")])
    return tabled_sheet(layout, IV3, rows, len(rows), last)


_SIDES: dict[SideName, Message] = {"expense": say("Expense"), "income": say("Income")}
_CELLS = {"open": say("open"), "grijs": say("grey"), "onbekend": say("unknown")}


def _cell(line: _Line) -> Cell | None:
    """Return the cell with what the list says of the taakveld and category; None without a list."""
    return Cell(line.layout.text(_CELLS[line.row.cell]), "beside") if line.row.cell else None


def _organisation(line: _Line, _: At) -> Cell:
    layout = line.layout
    return Cell(layout.text(organisation_name(layout.decision, line.row.key.organisation)), "wrapped")


def _after(line: _Line, at: At) -> Cell:
    layout = line.layout
    summed = f"ROUND({amendment_sum(layout, 'iv3', at.number, at.year)},2)"
    unknown = f"{amendment_lines(layout, 'iv3', at.number, at.year)},{again(layout)}"
    formula = f"IF(COUNTIFS({unknown})>0,{again(layout)},{summed})"
    return Cell(euros(line.row.after), "money", formula)


def _change(line: _Line, at: At) -> Cell:
    text = again(line.layout)
    formula = f"IF({at.after}={text},{text},ROUND(SUM({at.after})-{at.before},2))"
    return Cell(euros(line.row.after - line.row.before), "money", formula)


def _exported(line: _Line, _: At) -> Cell:
    row = line.row
    return exported_sum(Cell(euros(cents)) for cents in (row.before, row.after - row.before, row.after))


def _check(line: _Line, at: At) -> Cell:
    typed = typed_over(line.layout, at.exported, _exported(line, at), [f"{at.before}:{at.after}"])
    return verdict((typed, TYPED_OVER))


IV3: Columns[_Line] = Columns(
    say("Iv3"),
    (
        Column("organisation", say("Organisation"), 26, _organisation),
        Column("layer", say("Layer"), 10, lambda line, _: Cell(line.row.layer)),
        Column("year", say("Financial year"), 8, lambda line, _: Cell(line.row.year, "centre")),
        Column("side", say("Expense/income"), 8, lambda line, _: Cell(line.layout.text(_SIDES[line.row.key.side]))),
        Column("programma", say("Programma"), 20, lambda line, _: account_cell(line.layout, line.row.key.programma)),
        Column("taakveld", say("Taakveld"), 9, lambda line, _: account_cell(line.layout, line.row.key.taakveld)),
        Column("category", say("Category"), 9, lambda line, _: account_cell(line.layout, line.row.key.category)),
        Column("nature", say("I/S"), 5, lambda line, _: Cell(NATURE_LETTERS[line.row.key.nature], "centre")),
        Column("before", say("Before"), 16, lambda line, _: Cell(euros(line.row.before), "money")),
        Column("change", say("Change"), 16, _change),
        Column("after", say("After"), 16, _after),
        Column("cell", say("Cell"), 10, lambda line, _: _cell(line)),
        Column("successors", say("Successor"), 12, lambda line, _: Cell(" ".join(line.row.successors), "wrapped")),
        Column("check", say("check"), 8, _check),
        Column("exported", AS_EXPORTED, 12, _exported),
        Column("number", say("number"), 8, lambda line, _: Cell(line.layout.iv3_numbers[line.row.key], "small")),
    ),
    title=say("Iv3: changes per taakveld and category"),
    frozen=1,
    repeated=1,
    last_printed="successors",
)
