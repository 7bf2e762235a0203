"""The rows of the sheet Amendment, in order: the status, a block for each organisation, and the legend."""

from collections.abc import Iterator
from functools import lru_cache

from ridcalc.core.analysis.decisions.decision import OrganisationKind
from ridcalc.core.analysis.decisions.drafts import draft_reasons
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.annex import Annex, annex_rows
from ridcalc.render.excel.amendment.coverage import coverage_rows
from ridcalc.render.excel.amendment.decided import decided_rows
from ridcalc.render.excel.amendment.groups import Groups
from ridcalc.render.excel.amendment.hearing import hearing_rows
from ridcalc.render.excel.amendment.planned import PlannedRows
from ridcalc.render.excel.booked.books import BlockBooks
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.layout import Layout
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


@lru_cache(maxsize=2)
def amendment_rows(layout: Layout) -> PlannedRows:
    """Return the planned rows. Other sheets find rows of the amendment here, without making them."""
    text, rows = layout.text, PlannedRows()
    rows.add_fixed(_status(layout))
    for number, books in enumerate(layout.bookings.blocks):
        if number:
            rows.break_page()
        _add_block(rows, Annex(layout, books, Groups(books), rows))
    if not layout.bookings.blocks:
        rows.add_fixed([Cell(text(say("no contribution")))])
    rows.add_fixed([Cell(text(SIGNS), "fact")], [Cell(text(_LEGEND), "fact")])
    return rows


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


def _add_block(rows: PlannedRows, annex: Annex) -> None:
    """Add the rows of an organisation's block."""
    text = annex.layout.text
    rows.add_fixed([], *_title(annex.layout, annex.books))
    rows.add_fixed([Cell(text(say("WHAT IS DECIDED, PER PROGRAMMA")), "block")])
    rows.add(decided_rows(annex))
    rows.add(hearing_rows(annex))
    if annex.block.kind == "municipality":
        rows.add_fixed([Cell(text(say("COVERAGE OF THE CONTRIBUTION")), "block")])
        rows.add(coverage_rows(annex))
    rows.add_fixed([Cell(text(say("ANNEX: PER TAAKVELD, WITH THE LINES THAT EXPLAIN IT")), "block")])
    rows.add(annex_rows(annex))


def _title(layout: Layout, books: BlockBooks) -> Iterator[SheetRow]:
    text, block = layout.text, books.block
    name = text(organisation_name(layout.decision, block.organisation))
    yield [Cell(f"{name} ({text(_KINDS[block.kind])})", "title")]
    for reason in draft_reasons(layout.decision, block):
        yield [Cell(text(say("CONCEPT: {reason}", reason=reason)), "alert")]
    if layout.is_provisional(block.organisation):
        yield [Cell(text(say("PROVISIONAL, key not adopted")), "alert")]
