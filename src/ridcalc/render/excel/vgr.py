"""The lines that a municipality pastes into its progress report (VGR, voortgangsrapportage)."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.analysis.ledger import Account, account_of
from ridcalc.core.analysis.vgr import VgrLine
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Row, Sheet, Style, euros, money_style, nearest_euros, total_value
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.division import groups, line_numbers
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import (
    CONTRIBUTION_CATEGORY,
    NATURE_LETTERS,
    SIGNS,
    account_cell,
    codes_text,
    missing_fields,
    some_names,
)


class _Line(NamedTuple):
    """A line of the report."""

    layout: Layout
    line: VgrLine

    @property
    def account(self) -> Account:
        """Where the municipality books its contribution."""
        return account_of(self.layout.case.budget.participants[self.line.participant].booking)


def vgr_sheet(layout: Layout) -> Sheet:
    """Return the lines: summed exactly, rounded last."""
    text = layout.text
    rows: list[Row] = [VGR.row(_Line(layout, line), FIRST_ROW + index) for index, line in enumerate(layout.vgr)]
    last = FIRST_ROW + len(rows) - 1 if rows else 0
    if not rows:
        none = say("No contribution of a municipality lands in a planning document; partnerships have no lines here.")
        rows.append([Cell(text(none))])
    rows += [[], [Cell(text(SIGNS), "fact")]]
    rows.append([Cell(text(say("To paste: copy the cells, and paste them as values.")), "fact")])
    return tabled_sheet(layout, VGR, rows, len(rows), last)


def _pc_document(line: _Line, _: At) -> Cell:
    document = line.layout.case.budget.pc_documents[line.line.pc_document]
    return Cell(line.layout.text(document.name or line.line.pc_document))


def _description(line: _Line, _: At) -> Cell:
    """Return whom the municipality pays, with further codes of its booking."""
    layout, codes = line.layout, codes_text(line.account.codes)
    paid = (one for one in layout.ledger.contributions if one.payer == line.line.participant)
    payees = dict.fromkeys(one.payee for one in paid if one.nature == line.line.nature)
    told = say("contribution to {name}", name=tuple(layout.payee_name(payee) for payee in payees))
    return Cell(layout.text(told) + (f" ({layout.text(codes)})" if codes else ""), "wrapped")


def _rounded(line: _Line, at: At) -> Cell:
    total = line.line.exact
    value = "PM" if total.pm and not total.amount else euros(abs(line.line.reported))
    style: Style = "thousands_assumed" if total.assumed else "thousands"
    return Cell(value, style, f'IF({at.exact}="PM","PM",ABS(ROUND({at.exact}/1000,0)*1000))')


def _direction(line: _Line, at: At) -> Cell:
    amount = line.line.exact.amount
    direction = "N" if amount > 0 else "V" if amount < 0 else ""
    return Cell(direction, "centre", f'IF(SUM({at.exact})>0,"N",IF(SUM({at.exact})<0,"V",""))')


def _summed(line: _Line, kind: str) -> str:
    """Return the formula of the sum of a column of the division per year over what the line counts."""
    numbers = line_numbers(line.layout)
    column = groups(line.layout, (kind, line.line.participant))
    return f"SUMIFS({column},{groups(line.layout, 'line')},{numbers[line.line.pc_document, line.line.nature]})"


def _exact(line: _Line, at: At) -> Cell:
    summed, total = nearest_euros(_summed(line, "amount")), line.line.exact
    formula = f'IF(({summed}=0)*({at.unknown}>0)>0,"PM",{summed})'
    return Cell(total_value(total), money_style(total=False, assumed=total.assumed), formula)


def _unknown(line: _Line, _: At) -> Cell:
    return Cell(line.line.exact.pm, "pm", _summed(line, "unknown"))


def _explanation(line: _Line, _: At) -> Cell:
    measures = line.layout.case.budget.measures
    names = [measures[one].name or one for one in line.line.measures]
    return Cell(line.layout.text(say("{names}", names=some_names(names))), "wrapped")


def _remark(line: _Line, _: At) -> Cell:
    return Cell("; ".join(_remarks(line)), "wrapped")


def _remarks(line: _Line) -> Iterator[str]:
    text = line.layout.text
    if line.line.participant in line.layout.provisional:
        yield text(say("PROVISIONAL, key not adopted"))
    missing = list(missing_fields(line.account))
    if line.account.category is None:
        missing.append(text(CONTRIBUTION_CATEGORY))
    if missing:
        yield text(say("missing: {fields}", fields=tuple(missing)))
    note = line.layout.case.budget.participants[line.line.participant].note
    if note:
        yield text(note)


VGR: Columns[_Line] = Columns(
    say("VGR"),
    (
        Column("pc_document", say("P&C document"), 14, _pc_document),
        Column("municipality", say("Municipality"), 20, lambda line, _: Cell(line.layout.name(line.line.participant))),
        Column("programma", say("Programma"), 22, lambda line, _: account_cell(line.layout, line.account.programma)),
        Column("taakveld", say("Taakveld"), 9, lambda line, _: account_cell(line.layout, line.account.taakveld)),
        Column("category", say("Category"), 9, lambda line, _: account_cell(line.layout, line.account.category)),
        Column("description", say("Description"), 32, _description),
        Column("rounded", say("Amount, rounded to € 1,000"), 14, _rounded),
        Column("direction", say("V/N"), 5, _direction),
        Column("nature", say("I/S"), 5, lambda line, _: Cell(NATURE_LETTERS[line.line.nature], "centre")),
        Column("exact", say("Exact amount"), 16, _exact),
        Column("unknown", say("PM"), 9, _unknown),
        Column("explanation", say("Explanation"), 44, _explanation),
        Column("remark", say("Remark"), 36, _remark),
    ),
    title=say("Lines for the progress report"),
    frozen=2,
)
