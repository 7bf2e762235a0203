"""The sheet Amendment: for each organisation what is decided per programma, what pays for it, and its accounts."""

from collections.abc import Iterator

from ridcalc.core.analysis.decisions.decision import OrganisationKind
from ridcalc.core.analysis.decisions.drafts import draft_reasons
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.annex import Annex, annex_rows
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.coverage import coverage_rows
from ridcalc.render.excel.amendment.decided import decided_rows
from ridcalc.render.excel.amendment.groups import Groups
from ridcalc.render.excel.amendment.hearing import hearing_rows
from ridcalc.render.excel.booked.books import BlockBooks
from ridcalc.render.excel.cells import Cell, Sheet, SheetRow
from ridcalc.render.excel.heads import pm_conditions, tabled_sheet, tables_in
from ridcalc.render.excel.layout import HEADING_ROW, Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.render.excel.wording import SIGNS
from ridcalc.views.amendment_words import counted_from, organisation_name

_KINDS: dict[OrganisationKind, Message] = {
    "executor": say("executor"),
    "partnership": say("partnership"),
    "municipality": say("municipality"),
}
_LEGEND = say(
    "Before: what the budget holds now or, where the files do not say, what this arrangement had decided before."
    " The accounts of a municipality change by what it books, in its unit; the lines below them are to the cent."
)


def length_of(layout: Layout) -> int:
    """Return the number of rows below the headings."""
    return len(_rows(layout, FIRST_ROW)[0])


def amendment_sheet(layout: Layout) -> Sheet:
    """Return the sheet: the amendment of every organisation, or of the selected participant."""
    columns = amendment_columns(layout)
    rows, breaks = _rows(layout, HEADING_ROW + layout.amendment_length)
    concept = layout.text(say("CONCEPT: {names}", names=layout.concepts)) if layout.concepts else ""
    sheet = tabled_sheet(layout, columns, rows, len(rows), alert=concept)
    pairs = ((("after", year), ("unknown", year)) for year in layout.decision.years)
    conditions = (*sheet.conditions, *pm_conditions(columns, pairs, sheet.length))
    return sheet._replace(breaks=breaks, tables=_tables(rows, breaks), conditions=conditions)


def _tables(rows: list[SheetRow], breaks: tuple[int, ...]) -> tuple[int, ...]:
    """Return the rows in which a table begins: an organisation with its first table, and each heading below that."""
    starts = sorted({FIRST_ROW, *(row + 1 for row in breaks)})
    headings = tables_in(rows, FIRST_ROW)
    first = {next((row for row in headings if row > start), None) for start in starts}
    return tuple(sorted({*starts, *(row for row in headings if row not in first)}))


def _rows(layout: Layout, last: int) -> tuple[list[SheetRow], tuple[int, ...]]:
    """Return the rows of the sheet, of which the last is `last`, and the rows after which a page begins."""
    rows: list[SheetRow] = [_status(layout)]
    breaks: list[int] = []
    for books in layout.bookings.blocks:
        breaks.append(HEADING_ROW + len(rows))
        rows += _block(Annex(layout, books, Groups(books), last), HEADING_ROW + len(rows) + 1)
    if not layout.bookings.blocks:
        rows.append([Cell(layout.text(say("no contribution")))])
    rows += [[Cell(layout.text(SIGNS), "fact")], [Cell(layout.text(_LEGEND), "fact")]]
    return rows, tuple(breaks[1:])


def _status(layout: Layout) -> SheetRow:
    """Return the row with what is counted from, the number, body and date of the decision, and the unit."""
    amendment, text, stage = layout.settings.amendment, layout.text, layout.stage
    unit = say("a thousand euros") if amendment.unit == 100_000 else say("one euro")
    number = stage.number if stage and stage.number else amendment.number
    body = stage.body if stage and stage.body else amendment.body
    date = stage.date if stage and stage.date else amendment.date
    parts = [
        text(counted_from(layout.decision)),
        text(say("status: {text}", text=amendment.status)),
        text(say("number: {text}", text=number)) if number else "",
        text(say("body: {text}", text=body)) if body else "",
        text(say("date: {text}", text=date)) if date else "",
        text(say("municipalities book in units of {unit}", unit=text(unit))),
    ]
    return [Cell("; ".join(part for part in parts if part), "fact")]


def _block(annex: Annex, first: int) -> list[SheetRow]:
    """Return the rows of an organisation's block, which begins in the row `first`."""
    text = annex.layout.text
    rows: list[SheetRow] = [[], *_title(annex.layout, annex.books)]
    rows.append([Cell(text(say("WHAT IS DECIDED, PER PROGRAMMA")), "block")])
    rows += decided_rows(annex, first + len(rows))
    rows += hearing_rows(annex, first + len(rows))
    if annex.block.kind == "municipality":
        rows.append([Cell(text(say("COVERAGE OF THE CONTRIBUTION")), "block")])
        rows += coverage_rows(annex, first + len(rows))
    rows.append([Cell(text(say("ANNEX: PER TAAKVELD, WITH THE LINES THAT EXPLAIN IT")), "block")])
    rows += annex_rows(annex, first + len(rows))
    return rows


def _title(layout: Layout, books: BlockBooks) -> Iterator[SheetRow]:
    text, block = layout.text, books.block
    name = text(organisation_name(layout.decision, block.organisation))
    yield [Cell(f"{name} ({text(_KINDS[block.kind])})", "title")]
    for reason in draft_reasons(layout.decision, block):
        yield [Cell(text(say("CONCEPT: {reason}", reason=reason)), "alert")]
    if layout.is_provisional(block.organisation):
        yield [Cell(text(say("PROVISIONAL, key not adopted")), "alert")]
