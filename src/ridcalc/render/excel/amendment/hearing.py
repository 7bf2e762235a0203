"""Whether contributions change, and which councils are heard if so (zienswijze, Wgr art. 35)."""

from collections.abc import Iterator

from ridcalc.core.values.problems import say
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.references import below
from ridcalc.render.excel.cells import Cell, SheetRow
from ridcalc.render.excel.columns import Cells

_WORDS = {"yes": say("yes"), "no": say("no"), "unknown": say("not known yet (PM)")}


def hearing_rows(annex: Annex, row: int) -> Iterator[SheetRow]:
    """Yield, from the row `row`, the two rows of an organisation that receives contributions; none for others."""
    layout, columns = annex.layout, amendment_columns(annex.layout)
    received = [line for line in annex.books.lines if line.post.kind == "received"]
    if not received:
        return
    figures = [line.figures(year) for line in received for year in layout.decision.years]
    changed = any(one.after != one.before for one in figures)
    unknown = any(one.unknown_after - one.unknown_before for one in figures)
    words = {name: layout.text(message) for name, message in _WORDS.items()}
    value = words["yes"] if changed else words["unknown"] if unknown else words["no"]
    cells = Cells({"description": Cell(layout.text(say("Contribution changes:")), "wrapped")})
    cells["number"] = Cell(annex.books.number, "small")
    cells["change", layout.decision.years[0]] = Cell(value, "total", _formula(annex, row, words))
    yield columns.filled(cells)
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
    yield [Cell(layout.text(message), "fact")]


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
    unknown = counted('"PM"')
    return f'IF({changed}>0,"{words["yes"]}",IF({unknown}>0,"{words["unknown"]}","{words["no"]}"))'
