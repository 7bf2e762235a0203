"""The sheet VGR: the lines that a municipality pastes into its progress report (voortgangsrapportage)."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ridcalc.core.analysis.ledger import Account, account_of
from ridcalc.core.analysis.vgr import VgrLine
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Style, euros, money_style, nearest_euros, total_value
from ridcalc.render.excel.columns import At, Column, Columns
from ridcalc.render.excel.division import group_block, groups, line_numbers, position_of
from ridcalc.render.excel.heads import frozen, pm_conditions, tabled_sheet
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import TYPED_OVER, apart, exported_sum, typed_over, verdict
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import (
    AS_EXPORTED,
    COLUMN_OF_AMOUNTS,
    COLUMN_OF_PM,
    CONTRIBUTION_CATEGORY,
    NATURE_LETTERS,
    SIGNS,
    account_cell,
    codes_text,
    missing_fields,
    some_names,
)


class _VgrRow(NamedTuple):
    """A row of the sheet: a line of the report."""

    layout: Layout
    line: VgrLine

    @property
    def account(self) -> Account:
        """The account on which the municipality books its contribution."""
        return account_of(self.layout.case.budget.participants[self.line.participant].booking)


def vgr_sheet(layout: Layout) -> Sheet:
    """Return the sheet; amounts are summed to the cent, then rounded to thousands of euros."""
    text = layout.text
    rows: list[SheetRow] = [VGR.row(_VgrRow(layout, line), FIRST_ROW + index) for index, line in enumerate(layout.vgr)]
    last = FIRST_ROW + len(rows) - 1 if rows else 0
    if not rows:
        message = say(
            "No contribution of a municipality lands in a planning document; partnerships have no lines here."
        )
        rows.append([Cell(text(message))])
    rows += [[], [Cell(text(SIGNS), "fact")]]
    rows.append([Cell(text(say("To paste: copy the cells, and paste them as values.")), "fact")])
    sheet = tabled_sheet(layout, VGR, rows, len(rows), last)
    of_pm = pm_conditions(VGR, [("exact", "unknown")], sheet.length)
    return sheet._replace(conditions=(*sheet.conditions, *of_pm))


def _pc_document(row: _VgrRow, _: At) -> Cell:
    return Cell(row.layout.text(row.layout.case.budget.names.of("pc_documents", row.line.pc_document)))


def _description(row: _VgrRow, _: At) -> Cell:
    """Return the payees of the municipality's contribution, with further codes of its booking."""
    layout, codes = row.layout, codes_text(row.account.codes)
    paid = (entry for entry in layout.ledger.contributions if entry.payer == row.line.participant)
    payees = dict.fromkeys(entry.payee for entry in paid if entry.nature == row.line.nature)
    message = say("contribution to {name}", name=tuple(layout.payee_name(payee) for payee in payees))
    return Cell(layout.text(message) + (f" ({layout.text(codes)})" if codes else ""), "wrapped")


def _rounded(row: _VgrRow, at: At) -> Cell:
    total = row.line.exact
    value = "PM" if total.pm and not total.amount else euros(abs(row.line.reported))
    style: Style = "thousands_assumed" if total.assumed else "thousands"
    return Cell(value, style, f"IF(ISNUMBER({at.exact}),ABS(ROUND({at.exact}/1000,0)*1000),{at.exact})")


def _direction(row: _VgrRow, at: At) -> Cell:
    amount = row.line.exact.amount
    direction = "N" if amount > 0 else "V" if amount < 0 else ""
    return Cell(direction, "centre", f'IF(SUM({at.exact})>0,"N",IF(SUM({at.exact})<0,"V",""))')


def _summed(row: _VgrRow, at: At, kind: str) -> str:
    """Return the formula of a line's sum of the sheet Division; `kind` is `amount` or `unknown` (PM posts)."""
    column = at.column if kind == "amount" else at.pm_column
    return f"SUMIFS(INDEX({group_block(row.layout, kind)},0,{column}),{groups(row.layout, 'line')},{at.line})"


def _line_number(row: _VgrRow, _: At) -> Cell:
    return Cell(line_numbers(row.layout)[row.line.pc_document, row.line.nature], "small")


def _position(kind: str) -> Callable[[_VgrRow, At], Cell]:
    """Return the function that returns the position of the municipality's column on the sheet Division."""
    return lambda row, _: Cell(position_of(row.layout, kind, row.line.participant), "small")


def _exact(row: _VgrRow, at: At) -> Cell:
    total, spread = row.line.exact, row.line.spread
    summed = nearest_euros(_summed(row, at, "amount") + (f"+{spread}/100" if spread else ""))
    formula = f'IF(({summed}=0)*({at.unknown}>0)>0,"PM",{summed})'
    formula = frozen(row.layout, formula) if spread else formula
    return Cell(total_value(total), money_style(total=False, assumed=total.assumed), formula)


def _unknown(row: _VgrRow, at: At) -> Cell:
    return Cell(row.line.exact.pm, "pm", _summed(row, at, "unknown"))


def _explanation(row: _VgrRow, _: At) -> Cell:
    names = [row.layout.case.budget.names.of("measures", measure) for measure in row.line.measures]
    return Cell(row.layout.text(say("{names}", names=some_names(names))), "wrapped")


def _check(row: _VgrRow, at: At) -> Cell:
    rounded_otherwise = apart(f"SUM({at.rounded})", f"ABS(ROUND(SUM({at.exact})/1000,0)*1000)")
    spans = [at.rounded, f"{at.exact}:{at.unknown}"]
    typed = typed_over(row.layout, at.exported, _exported(row, at), spans, unless=rounded_otherwise)
    return verdict((typed, TYPED_OVER))


def _exported(row: _VgrRow, at: At) -> Cell:
    return exported_sum(of(row, at) for of in (_rounded, _exact, _unknown))


def _remark(row: _VgrRow, _: At) -> Cell:
    return Cell("; ".join(_remarks(row)), "wrapped")


def _remarks(row: _VgrRow) -> Iterator[str]:
    text = row.layout.text
    if row.line.participant in row.layout.provisional:
        yield text(say("PROVISIONAL, key not adopted"))
    missing = list(missing_fields(row.account))
    if row.account.category is None:
        missing.append(text(CONTRIBUTION_CATEGORY))
    if missing:
        yield text(say("missing: {fields}", fields=tuple(missing)))
    note = row.layout.case.budget.participants[row.line.participant].note
    if note:
        yield text(note)


VGR: Columns[_VgrRow] = Columns(
    say("VGR"),
    (
        Column("pc_document", say("P&C document"), 12, _pc_document),
        Column("municipality", say("Municipality"), 18, lambda row, _: Cell(row.layout.name(row.line.participant))),
        Column("programma", say("Programma"), 15, lambda row, _: account_cell(row.layout, row.account.programma)),
        Column("taakveld", say("Taakveld"), 9, lambda row, _: account_cell(row.layout, row.account.taakveld)),
        Column("category", say("Category"), 9, lambda row, _: account_cell(row.layout, row.account.category)),
        Column("description", say("Description"), 28, _description),
        Column("rounded", say("Amount, rounded to € 1,000"), 14, _rounded),
        Column("direction", say("V/N"), 5, _direction),
        Column("nature", say("I/S"), 5, lambda row, _: Cell(NATURE_LETTERS[row.line.nature], "centre")),
        Column("exact", say("Exact amount"), 16, _exact),
        Column("unknown", say("PM"), 9, _unknown),
        Column("explanation", say("Explanation"), 34, _explanation),
        Column("remark", say("Remark"), 22, _remark),
        Column("check", say("check"), 8, _check),
        Column("exported", AS_EXPORTED, 12, _exported),
        Column("line", say("line"), 6, _line_number),
        Column("column", COLUMN_OF_AMOUNTS, 10, _position("amount")),
        Column("pm_column", COLUMN_OF_PM, 10, _position("unknown")),
    ),
    title=say("Lines for the progress report"),
    frozen=2,
    repeated=3,
    last_printed="remark",
)
