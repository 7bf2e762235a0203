"""The sheet Amendment: a block for each organisation."""

from collections.abc import Iterator

from ridcalc.core.analysis.amendment import Block, blocks_of
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.balance import balance_row, hearing_rows
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.coverage import municipality_rows
from ridcalc.render.excel.amendment.entries import side_rows
from ridcalc.render.excel.amendment.estimates import estimate_rows
from ridcalc.render.excel.amendment.lines import BlockLines, lines_of
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.heads import tabled_sheet
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.wording import SIGNS

_KINDS = {
    "executor": say("executor"),
    "partnership": say("partnership"),
    "municipality": say("municipality"),
}


def amendment_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the amendment of every organisation, or of the selected participant."""
    rows: list[SheetRow] = [_status(layout)]
    breaks: list[int] = []
    for block in blocks_of(layout.ledger, layout.options.participant):
        breaks.append(HEADING_ROW + len(rows))
        rows += _block(layout, block, HEADING_ROW + len(rows) + 1)
    rows.append([Cell(layout.text(SIGNS), "fact")])
    concept = layout.text(say("CONCEPT: {names}", names=layout.concepts)) if layout.concepts else ""
    sheet = tabled_sheet(layout, amendment_columns(layout), rows, len(rows), alert=concept)
    return sheet._replace(breaks=tuple(breaks[1:]))


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


def _block(layout: Layout, block: Block, first: int) -> list[SheetRow]:
    """Return the rows of an organisation's block, which begins in the row `first`."""
    rows: list[SheetRow] = [[], *_title(layout, block)]
    lines = lines_of(layout, block, first + len(rows))
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
        yield [Cell(text(_concept(block)), "alert")]
    if block.provisional:
        yield [Cell(text(say("PROVISIONAL, key not adopted")), "alert")]


def _concept(block: Block) -> Message:
    """Return the text of why a block is not complete."""
    if all(amount is not None for estimate in block.estimates for amount in estimate.before):
        return say("CONCEPT: the coverage is still to be decided")
    return say("CONCEPT: the new estimate is missing, as the current one is not given")


def _result(layout: Layout, lines: BlockLines) -> Iterator[SheetRow]:
    """Yield the rows below the sides: the balance, or for a municipality the coverage of its contribution."""
    if not lines.sides:
        yield amendment_columns(layout).filled({"description": Cell(layout.text(say("no contribution")))})
    elif lines.rounds:
        yield from municipality_rows(layout, lines.block, lines.sides["expense"], lines.below)
    else:
        yield balance_row(layout, lines)
        yield from hearing_rows(layout, lines)
