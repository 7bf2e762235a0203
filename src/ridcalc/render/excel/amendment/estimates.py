"""The current estimate, the change and the new estimate, per programma, taakveld and side."""

from collections.abc import Iterator

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.amendment import Estimate
from ridcalc.core.budget.covering import ONE_OFF_COVERAGE
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.entries import SIDE_HEADINGS, group_cells, pm_formula, row_check
from ridcalc.render.excel.amendment.lines import BlockLines, Totals, added
from ridcalc.render.excel.amendment.references import above, added_above
from ridcalc.render.excel.cells import Cell, SheetRow, Style, Value, euros, nearest_euros, total_value
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.row_checks import TYPED_OVER, apart, verdict
from ridcalc.render.excel.wording import account_cell


def estimate_rows(layout: Layout, lines: BlockLines, row: int) -> Iterator[SheetRow]:
    """Yield, from the row `row`, every estimate that changes; nothing if the files give no current one."""
    estimates = lines.block.estimates
    if all(amount is None for estimate in estimates for amount in estimate.before):
        return
    yield [Cell(layout.text(say("ESTIMATE PER PROGRAMMA AND TAAKVELD")), "block")]
    for number in range(len(estimates)):
        yield from _estimate(layout, lines, number, row + 1 + 3 * number)
    if any(coverage and coverage.source in ONE_OFF_COVERAGE for coverage in lines.block.coverage):
        message = say("The change on taakveld 0.10 or 0.8 that the coverage brings is not in this estimate.")
        yield amendment_columns(layout).filled({"description": Cell(layout.text(message), "fact")})


def _estimate(layout: Layout, lines: BlockLines, number: int, row: int) -> Iterator[SheetRow]:
    """Yield three rows of the estimate `number`, from 0: the current estimate, the change, and the new estimate."""
    estimate = lines.block.estimates[number]
    group, changes = _changed_group(lines, number)
    side = layout.text(SIDE_HEADINGS[estimate.side]).lower()
    before = _labelled(layout, estimate, say("current estimate, {side}", side=side), "text")
    change = _labelled(layout, estimate, say("change, {side}", side=side), "text")
    new = _labelled(layout, estimate, say("new estimate, {side}", side=side), "total")
    for year, now, total in zip(layout.years, estimate.before, changes, strict=True):
        before["amount", year] = Cell(_missing_or(layout, now), "money")
        change |= _change_cells(layout, row + 1, year, total)
        new |= _new_cells(layout, row, year, now, total)
    change |= group_cells(sums=group, account=number + 1)
    change |= row_check(layout, row + 1, change)
    new["check"] = verdict((_new_typed_over(layout, row), TYPED_OVER))
    for cells in (before, change, new):
        yield amendment_columns(layout).filled(cells)


def _new_typed_over(layout: Layout, row: int) -> str:
    """Return the formula that holds if a new estimate is not the current one, where given, plus the change."""
    before, change, new = (amendment_columns(layout).at(number) for number in (row, row + 1, row + 2))
    checks = (
        (
            before["amount", year],
            apart(f"SUM({new['amount', year]})", f"SUM({before['amount', year]},{change['amount', year]})"),
        )
        for year in layout.years
    )
    return "+".join(f"IF(ISNUMBER({given}),{differs},0)" for given, differs in checks)


def _changed_group(lines: BlockLines, number: int) -> tuple[int, Totals]:
    """Return the group of the lines that change an estimate, and the sum of the lines.

    If all lines of the side change it, return the group of the total, which counts a post in several lines once.
    """
    side = lines.sides[lines.block.estimates[number].side]
    if side.account is not None:
        return side.group + 1, side.total
    return side.group, added([line.amounts for line in side.lines if line.account == number + 1])


def _labelled(layout: Layout, estimate: Estimate, label: Message, style: Style) -> Cells:
    return {
        "programma": account_cell(layout, estimate.programma),
        "taakveld": account_cell(layout, estimate.taakveld),
        "description": Cell(layout.text(label), style),
    }


def _missing_or(layout: Layout, cents: int | None) -> Value:
    return layout.text(say("missing")) if cents is None else euros(cents)


def _change_cells(layout: Layout, row: int, year: int, total: Total) -> Cells:
    """Return the cells of a year's change, in the row `row`."""
    at = amendment_columns(layout).at(row)
    account = f"{above(layout, 'account', row)},{at.account}"
    summed, unknown = (added_above(layout, (kind, year), row, "sums", account) for kind in ("amount", "unknown"))
    formula = pm_formula(nearest_euros(summed), at["unknown", year])
    return {
        ("amount", year): Cell(total_value(total), "money", formula),
        ("unknown", year): Cell(total.pm, "pm", unknown),
    }


def _new_cells(layout: Layout, row: int, year: int, now: int | None, total: Total) -> Cells:
    """Return the cells of a year's new estimate: the current estimate in the row `row`, plus the change below it."""
    current, change = (amendment_columns(layout).at(number) for number in (row, row + 1))
    formula = nearest_euros(f"SUM({current['amount', year]},{change['amount', year]})")
    after = None if now is None else now + total.amount
    return {
        ("amount", year): Cell(_missing_or(layout, after), "money_total", None if after is None else formula),
        ("unknown", year): Cell(total.pm, "pm", change["unknown", year]),
    }
