"""The sheet VGR: per municipality and P&C document what changes, per year (voortgangsrapportage)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ridcalc.core.budget.types import SideName
from ridcalc.core.values.problems import Euros, Message, say
from ridcalc.render.excel.amendment.figures import again, mark_formula, or_pm
from ridcalc.render.excel.amendment.found import amendment_sum
from ridcalc.render.excel.booked.reports import Report, ReportRow
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow, Value, euros, nearest_euros
from ridcalc.render.excel.columns import Cells, Name
from ridcalc.render.excel.heads import frozen, pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.row_checks import TYPED_OVER, exported_sum, typed_over, verdict
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.trace import parts
from ridcalc.render.excel.vgr_columns import vgr_columns, year_cell
from ridcalc.render.excel.vgr_unshown import asking, headless_asking, parts_in_column, unshown_warning
from ridcalc.render.excel.vgr_words import heading_of, title_of, words_of
from ridcalc.render.excel.wording import NATURE_LETTERS, SIGNS, account_cell
from ridcalc.views.amendment_words import RESULT_SIGNS

_SIDES: dict[SideName, tuple[Message, Message]] = {
    "income": (say("INCOME"), say("Total income")),
    "expense": (say("EXPENSE"), say("Total expense")),
}
_REPORTS = 100
_PER_REPORT = 10
"""Most reports of a municipality, and groups of a report, in the numbers of groups."""


class _Sums(NamedTuple):
    """A row that adds up others: what it is called, its changes in cents per year, and its group."""

    label: Message
    years: Mapping[int, int]
    group: int


def vgr_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the reports of every municipality, and what is in no P&C document."""
    text, columns = layout.text, vgr_columns(layout)
    rows: list[SheetRow] = []
    breaks: list[int] = []
    reports = layout.reports.all
    for number, municipality in enumerate(dict.fromkeys(report.municipality for report in reports), 1):
        if rows:
            breaks.append(HEADING_ROW + len(rows))
        own = [report for report in reports if report.municipality == municipality]
        shown = [report for report in own if report.shown]
        for position, report in enumerate(shown):
            group = (number * _REPORTS + position) * _PER_REPORT
            rows += _report(layout, report, HEADING_ROW + len(rows) + 1, (group, number), first=not position)
        rows += [_all_of_municipality(layout, shown, HEADING_ROW + len(rows) + 1, number), []]
    if not rows:
        message = say(
            "No contribution of a municipality lands in a planning document; partnerships have no lines here."
        )
        rows.append([Cell(text(message))])
    rows += [[unshown_warning(layout)], [Cell(text(SIGNS), "fact")]]
    rows.append([Cell(text(say("To paste: copy the cells, and paste them as values.")), "fact")])
    sheet = tabled_sheet(layout, columns, rows, len(rows))
    pairs = ((("amount", year), ("unknown", year)) for year in layout.decision.years)
    conditions = (*sheet.conditions, *pm_conditions(columns, pairs, sheet.length))
    return sheet._replace(breaks=tuple(breaks), tables=tables_in(rows, FIRST_ROW), conditions=conditions)


def _report(layout: Layout, report: Report, top: int, groups: tuple[int, int], *, first: bool) -> list[SheetRow]:
    """Return the rows of a report, from the row `top`; the first of a municipality asks for its posts without a row."""
    columns, (group, municipality) = vgr_columns(layout), groups
    beside = headless_asking(layout, report, top, group) if first else {}
    title = Cell(layout.text(title_of(layout, report)), "block")
    rows: list[SheetRow] = [columns.filled({**beside, "heading": title})]
    threshold = layout.case.budget.pc_documents[report.document].threshold if report.document else 0
    if threshold:
        message = say("posts from {amount} on stand apart", amount=Euros(threshold))
        rows.append([Cell(layout.text(message), "fact")])
    totals: dict[SideName, dict[int, int]] = {}
    for number, (side, (heading, total)) in enumerate(_SIDES.items(), 1):
        own = report.of_side(side)
        if not own:
            continue
        asks = asking(layout, report, side, top + len(rows), group + number)
        rows.append(columns.filled({**asks, "description": Cell(layout.text(heading), "label")}))
        for row in own:
            rows.append(_row(layout, report, row, top + len(rows), (group + number, municipality)))
        totals[side] = {year: sum(_change(row, year) for row in own) for year in layout.decision.years}
        sums = _Sums(total, totals[side], group + number)
        rows.append(_total(layout, sums, top + len(rows), RESULT_SIGNS[side]))
    return rows


def _change(row: ReportRow, year: int) -> int:
    figures = row.figures(year)
    return figures.after - figures.before


def _row(layout: Layout, report: Report, row: ReportRow, number: int, groups: tuple[int, int]) -> SheetRow:
    """Return the row `number` of a report: a post, or all below the threshold."""
    columns, account = vgr_columns(layout), row.post.account if row.post else None
    text, at = layout.text, vgr_columns(layout).at(number)
    cells: Cells = {
        "heading": Cell(text(heading_of(layout, row)), "wrapped"),
        "description": Cell(words_of(layout, row), "wrapped"),
        "programma": account_cell(layout, account.programma) if account else None,
        "taakveld": account_cell(layout, account.taakveld) if account else None,
        "nature": Cell(NATURE_LETTERS[row.nature], "centre") if row.nature else None,
        "sign": Cell(RESULT_SIGNS[row.side], "small"),
        "line": Cell(row.number, "small"),
        "first_year": Cell(report.first_year, "small"),
        "group": Cell(groups[0], "small"),
        "municipality": Cell(groups[1], "small"),
    }
    for year in layout.decision.years:
        if year < report.first_year:
            continue
        figures = row.figures(year)
        posts = len(figures.unknown_after - figures.unknown_before)
        differs = f"ROUND({at['after', year]}-{at['before', year]},2)"
        shown = or_pm(differs, f"{at['unknown', year]}>0")
        amount = f"IF({at['after', year]}={again(layout)},{again(layout)},{shown})"
        cells["amount", year] = Cell(_or_pm(_change(row, year), posts), "money", amount)
        cells["unknown", year] = Cell(posts, "pm", _unknown(layout, number, year))
        cells["before", year] = Cell(euros(figures.before), "small")
        cells["unknown_before", year] = Cell(len(figures.unknown_after) - posts, "small")
        cells["kept", year] = Cell(euros(figures.after), "small")
        cells["after", year] = Cell(euros(figures.after), "small", _after(layout, report, row, number, year))
        cells |= _shown(layout, number, year, RESULT_SIGNS[row.side], _change(row, year))
    return columns.filled(cells | _check(layout, number, cells))


def _or_pm(cents: int, posts: int) -> Value:
    return "PM" if posts and not cents else euros(cents)


def _shown(layout: Layout, row: int, year: int, sign: int, change: int) -> Cells:
    """Return the cells of V or N, and of the amount in thousands."""
    at = vgr_columns(layout).at(row)
    in_favour, amount = sign * change, at["amount", year]
    mark = "V" if in_favour > 0 else "N" if in_favour < 0 else ""
    thousands = f"IF({amount}={again(layout)},{amount},ROUND(SUM({amount})/1000,0))"
    return {
        ("mark", year): Cell(mark, "centre", mark_formula(layout, amount, at.sign)),
        ("thousands", year): Cell(round_half_away(change), "whole", thousands),
    }


def round_half_away(cents: int) -> int:
    """Return cents in whole thousands of euros, halves away from zero."""
    whole = (abs(cents) + 50_000) // 100_000
    return whole if cents >= 0 else -whole


def _unknown(layout: Layout, number: int, year: int) -> str:
    """Return the formula of the number of PM posts that the change adds."""
    known = vgr_columns(layout).at(number)["unknown_before", year]
    return f"MAX(0,SUMIFS({parts(layout, 'first_unknown')},{parts_in_column(layout, number, year)})-{known})"


def _after(layout: Layout, report: Report, row: ReportRow, number: int, year: int) -> str:
    """Return the formula of what a row comes to after the change: contributions, and what covers them."""
    decision, reports = layout.decision, layout.reports
    earlier = [past for past in decision.years if past <= year] if year == report.first_year else [year]
    contributions = [post for post in row.posts if post.kind == "contribution"]
    books = decision.after.books_of(row.municipality)
    paid = sum(books.amount(post, past) for post in contributions for past in earlier)
    found = sum(reports.cents.get((row.number, past), 0) for past in earlier)
    coverage = [post for post in row.posts if post.kind == "coverage"]
    shifted = coverage and len(earlier) > 1
    numbered = all(reports.row_of_coverage(post) == row.number for post in coverage)
    if row.number in reports.apart or paid != found or shifted or not numbered:
        return frozen(layout, vgr_columns(layout).at(number)["kept", year])
    formula = f"SUMIFS({parts(layout, 'amount')},{parts_in_column(layout, number, year)})"
    formula += f"+{amendment_sum(layout, 'report', vgr_columns(layout).at(number).line, year_cell(layout, year))}"
    return nearest_euros(formula)


def _total(layout: Layout, sums: _Sums, row: int, sign: int) -> SheetRow:
    """Return the row of the total of a side."""
    columns, at = vgr_columns(layout), vgr_columns(layout).at(row)
    groups, cells = _above(layout, "group", row), _labels(layout, sums.label)
    cells["line"] = Cell(sums.group, "small")
    cells["sign"] = Cell(sign, "small")
    for year, change in sums.years.items():
        amounts = _above(layout, ("amount", year), row)
        where = f"{groups},{at.line}"
        text = again(layout)
        formula = f"IF(COUNTIFS({where},{amounts},{text})>0,{text},{nearest_euros(f'SUMIFS({amounts},{where})')})"
        cells["amount", year] = Cell(euros(change), "money_total", formula)
        cells |= _shown(layout, row, year, sign, change)
        cells |= {("mark", year): _total_mark(cells["mark", year]), ("unknown", year): Cell("", "total")}
    return columns.filled(cells | _check(layout, row, cells))


def _total_mark(mark: Cell | None) -> Cell | None:
    return mark and mark._replace(style="total_mark")


def _labels(layout: Layout, label: Message) -> Cells:
    blank: Cells = dict.fromkeys(("heading", "programma", "taakveld", "nature"), Cell("", "total"))
    return blank | {"description": Cell(layout.text(label), "total")}


def _above(layout: Layout, name: Name, row: int) -> str:
    columns = vgr_columns(layout)
    return f"{columns.cell(name, FIRST_ROW)}:{columns.at(row - 1)[name]}"


def _all_of_municipality(layout: Layout, reports: Sequence[Report], row: int, municipality: int) -> SheetRow:
    """Return the row of all reports of a municipality: what the change does to its result, to the cent."""
    columns, at = vgr_columns(layout), vgr_columns(layout).at(row)
    whose, signs = _above(layout, "municipality", row), _above(layout, "sign", row)
    cells = _labels(layout, say("Result of all changes, to the cent"))
    cells["line"] = Cell(municipality, "small")
    cells["sign"] = Cell(1, "small")
    text, groups, size = again(layout), _above(layout, "group", row), _REPORTS * _PER_REPORT
    own = f'{groups},">="&{at.line}*{size},{groups},"<"&({at.line}+1)*{size}'
    for year in layout.decision.years:
        amounts = _above(layout, ("amount", year), row)
        change = sum(RESULT_SIGNS[row.side] * _change(row, year) for report in reports for row in report.shown)
        sums = [f"SUMIFS({amounts},{whose},{at.line},{signs},{sign})" for sign in (1, -1)]
        total = nearest_euros("-".join(sums))
        formula = f"IF(COUNTIFS({own},{amounts},{text})>0,{text},{total})"
        cells["amount", year] = Cell(euros(change), "money_total", formula)
        cells |= _shown(layout, row, year, 1, change)
        cells |= {("mark", year): _total_mark(cells["mark", year]), ("unknown", year): Cell("", "total")}
    return columns.filled(cells | _check(layout, row, cells))


def _check(layout: Layout, row: int, cells: Cells) -> Cells:
    """Return the check of a row, and what its numbers add up to at the export."""
    at, years = vgr_columns(layout).at(row), layout.decision.years
    exported = exported_sum(cells.get((name, year)) for year in years for name in ("amount", "unknown"))
    typed = typed_over(layout, at.exported, exported, [f"{at['amount', years[0]]}:{at['unknown', years[-1]]}"])
    return {"exported": exported, "check": verdict((typed, TYPED_OVER))}
