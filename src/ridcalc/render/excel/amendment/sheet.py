"""The sheet Amendment: a block for each organisation."""

from collections.abc import Iterator

from ridcalc.core.analysis.amendment import Block, Estimate, blocks_of
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.balance import balance_row, hearing_rows
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.coverage import municipality_rows
from ridcalc.render.excel.amendment.entries import SIDE_HEADINGS, side_rows
from ridcalc.render.excel.amendment.estimates import estimate_rows
from ridcalc.render.excel.amendment.lines import BlockLines, Place, lines_of
from ridcalc.render.excel.amendment.thousands import MOST_LIVE_LINES
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import SIGNS, some_names

_KINDS = {
    "executor": say("executor"),
    "partnership": say("partnership"),
    "municipality": say("municipality"),
}


def amendment_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the amendment of every organisation, or of the selected participant."""
    columns = amendment_columns(layout)
    blocks = list(blocks_of(layout.ledger, layout.options.participant))
    live = sum(len(block.expense) + len(block.income) for block in blocks) <= MOST_LIVE_LINES
    rows, _ = _rows(layout, blocks, FIRST_ROW, live=live)  # for their number: formulas refer to the last row
    rows, breaks = _rows(layout, blocks, HEADING_ROW + len(rows), live=live)
    concept = layout.text(say("CONCEPT: {names}", names=layout.concepts)) if layout.concepts else ""
    sheet = tabled_sheet(layout, columns, rows, len(rows), alert=concept)
    of_pm = pm_conditions(columns, ((("amount", year), ("unknown", year)) for year in layout.years), sheet.length)
    return sheet._replace(breaks=breaks, tables=_tables(rows, breaks), conditions=(*sheet.conditions, *of_pm))


def _tables(rows: list[SheetRow], breaks: tuple[int, ...]) -> tuple[int, ...]:
    """Return the rows in which a table begins: an organisation with its first side, and each heading below that."""
    starts = sorted({FIRST_ROW, *(row + 1 for row in breaks)})
    headings = tables_in(rows, FIRST_ROW)
    first = {next((row for row in headings if row > start), None) for start in starts}
    return tuple(sorted({*starts, *(row for row in headings if row not in first)}))


def _rows(layout: Layout, blocks: list[Block], last: int, *, live: bool) -> tuple[list[SheetRow], tuple[int, ...]]:
    """Return the rows of the sheet, of which the last is `last`, and the rows after which a page begins."""
    rows: list[SheetRow] = [_status(layout)]
    breaks: list[int] = []
    for number, block in enumerate(blocks):
        breaks.append(HEADING_ROW + len(rows))
        rows += _block(layout, block, HEADING_ROW + len(rows) + 1, Place(number, last, live))
    rows.append([Cell(layout.text(SIGNS), "fact")])
    return rows, tuple(breaks[1:])


def _status(layout: Layout) -> SheetRow:
    """Return the row with the status, number, body and date of the decision, and the unit of municipalities."""
    amendment, text = layout.settings.amendment, layout.text
    unit = say("a thousand euros") if amendment.unit == 100_000 else say("one euro")
    parts = [
        text(say("status: {text}", text=amendment.status)),
        text(say("number: {text}", text=amendment.number)) if amendment.number else "",
        text(say("body: {text}", text=amendment.body)) if amendment.body else "",
        text(say("date: {text}", text=amendment.date)) if amendment.date else "",
        text(say("municipalities book in units of {unit}", unit=text(unit))),
    ]
    return [Cell("; ".join(part for part in parts if part), "fact")]


def _block(layout: Layout, block: Block, first: int, place: Place) -> list[SheetRow]:
    """Return the rows of an organisation's block, which begins in the row `first`."""
    rows: list[SheetRow] = [[], *_title(layout, block)]
    lines = lines_of(layout, block, first + len(rows), place)
    for side in lines.sides.values():
        rows += side_rows(layout, lines, side)
    rows += _result(layout, lines)
    rows += estimate_rows(layout, lines, first + len(rows))
    return rows


def _title(layout: Layout, block: Block) -> Iterator[SheetRow]:
    text = layout.text
    name = layout.payee_name(None if block.kind == "executor" else block.organisation)
    yield [Cell(f"{name} ({text(_KINDS[block.kind])})", "title")]
    if not block.complete:
        yield [Cell(text(_concept(layout, block)), "alert")]
    if block.provisional:
        yield [Cell(text(say("PROVISIONAL, key not adopted")), "alert")]


def _concept(layout: Layout, block: Block) -> Message:
    """Return the text of why a block is not complete: the accounts without a current estimate, the coverage."""
    missing = [estimate for estimate in block.estimates if None in estimate.before]
    accounts = some_names(list(dict.fromkeys(_account(layout, estimate) for estimate in missing)))
    undecided = None in block.coverage
    if not missing:
        return say("CONCEPT: the coverage is still to be decided")
    if all(amount is None for estimate in block.estimates for amount in estimate.before):
        if undecided:
            return say("CONCEPT: the current estimates are missing, and the coverage is still to be decided")
        return say("CONCEPT: the new estimate is missing, as the current one is not given")
    if undecided:
        return say(
            "CONCEPT: the current estimate is missing of {accounts}, and the coverage is still to be decided",
            accounts=accounts,
        )
    return say("CONCEPT: the current estimate is missing of {accounts}", accounts=accounts)


def _account(layout: Layout, estimate: Estimate) -> str:
    """Return an account as programma, taakveld and side, with the years in which its current estimate is missing."""
    missing = [str(year) for year, amount in zip(layout.years, estimate.before, strict=True) if amount is None]
    years = f" {'/'.join(missing)}" if len(missing) < len(layout.years) else ""
    codes = [layout.text(code) for code in (estimate.programma, estimate.taakveld) if code]
    named = " ".join(codes) or layout.text(say("no account"))
    return f"{named} {layout.text(SIDE_HEADINGS[estimate.side]).lower()}{years}"


def _result(layout: Layout, lines: BlockLines) -> Iterator[SheetRow]:
    """Yield the rows below the sides: the balance, or for a municipality the coverage of its contribution."""
    if not lines.sides:
        yield amendment_columns(layout).filled({"description": Cell(layout.text(say("no contribution")))})
    elif lines.rounds:
        yield from municipality_rows(layout, lines.block, lines.sides["expense"], lines.below)
    else:
        yield balance_row(layout, lines)
        yield from hearing_rows(layout, lines)
