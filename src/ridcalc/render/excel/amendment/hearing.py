"""Whether contributions change, and which councils are heard if so (zienswijze, Wgr art. 35)."""

from collections.abc import Iterator, Sequence
from functools import partial

from ridcalc.core.values.problems import say
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.planned import PlannedRow
from ridcalc.render.excel.amendment.references import below
from ridcalc.render.excel.booked.books import BookLine
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.columns import Cells
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.wording import EXPORT_AGAIN

_WORDS = {"yes": say("yes"), "no": say("no"), "unknown": say("not known yet (PM)")}


def hearing_rows(annex: Annex) -> Iterator[PlannedRow]:
    """Yield the two rows of an organisation that receives contributions; none for others."""
    received = [line for line in annex.books.lines if line.post.kind == "received"]
    if received:
        yield PlannedRow(partial(_changes_row, annex, received))
        yield PlannedRow(lambda _: _councils_row(annex.layout, received))


def _changes_row(annex: Annex, received: Sequence[BookLine], row: int) -> SheetRow:
    """Return the row that says whether a contribution changes."""
    layout = annex.layout
    figures = [line.figures(year) for line in received for year in layout.decision.years]
    changed = any(of_year.after != of_year.before for of_year in figures)
    unknown = any(of_year.unknown_after - of_year.unknown_before for of_year in figures)
    words = {name: layout.text(message) for name, message in _WORDS.items()}
    value = words["yes"] if changed else words["unknown"] if unknown else words["no"]
    cells = Cells({"description": Cell(layout.text(say("Contribution changes:")), "wrapped")})
    cells["number"] = Cell(annex.books.number, "small")
    cells["change", layout.decision.years[0]] = Cell(value, "total", _formula(annex, row, words))
    return amendment_columns(layout).filled(cells)


def _councils_row(layout: Layout, received: Sequence[BookLine]) -> SheetRow:
    """Return the row with the councils that are heard."""
    payers = {line.post.participant for line in received}
    tree = layout.allocation.tree
    councils = [
        layout.name(name)
        for name in tree.municipalities
        if name in payers or not payers.isdisjoint(tree.ancestors(name))
    ]
    message = say(
        "If so: the councils of {names} are heard, unless the regulation exempts this change.", names=tuple(councils)
    )
    return [Cell(layout.text(message), "fact")]


def _formula(annex: Annex, row: int, words: dict[str, str]) -> str:
    """Return the formula of the word for whether a contribution to the organisation changes."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)

    def counted(condition: str) -> str:
        whose = f"{below(layout, 'receiver', row, annex.last)},{at.number}"
        return "+".join(
            f"COUNTIFS({whose},{below(layout, ('change', year), row, annex.last)},{condition})"
            for year in layout.decision.years
        )

    changed = f"{counted(chr(34) + '>0' + chr(34))}+{counted(chr(34) + '<0' + chr(34))}"
    again = layout.text(EXPORT_AGAIN)
    unanswered = counted(f'"{again}"')
    otherwise = f'IF({counted(chr(34) + "PM" + chr(34))}>0,"{words["unknown"]}","{words["no"]}")'
    return f'IF({changed}>0,"{words["yes"]}",IF({unanswered}>0,"{again}",{otherwise}))'
