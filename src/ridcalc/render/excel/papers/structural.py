"""The block of structural balances (structureel begrotingssaldo) of municipalities, per year (BBV art. 19 c and d)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.outlook.structural import StructuralRow
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, Style, euros, nearest_euros
from ridcalc.render.excel.columns import Columns
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.covering import Place, contribution, cover_rows, does_count, owners_of
from ridcalc.render.excel.papers.live import columns_of
from ridcalc.render.excel.papers.years import YearRow
from ridcalc.render.excel.wording import NATURE_LETTERS

_BEFORE = say("Balance before this change")
_PAID = say("Less: structural contribution")
_COVERED = say("Plus: structural coverage")
_AFTER = say("Structural balance")
_EFFECT = say("Effect on the structural balance")
_IN_BALANCE = say("In balance")


class _Rows(NamedTuple):
    """The rows of a municipality's balance."""

    before: YearRow
    paid: YearRow
    covered: YearRow
    after: YearRow
    verdict: YearRow


def structural_block(
    layout: Layout, columns: Columns[None], first: int, years: Sequence[int], cover: Place
) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`; `cover` is where the coverage stands."""
    for number, owner in enumerate(owners_of(layout), 1):
        of_year = {row.year: row for row in layout.outlook.structural if row.participant == owner}
        if not any(
            row.before is not None or row.contribution or row.coverage or row.unknown for row in of_year.values()
        ):
            continue
        yield [Cell(layout.text(say("Structural balance: {name}", name=layout.name(owner))), "block")]
        rows = _Rows(*(YearRow(layout, columns, first + down, years) for down in range(1, 6)))
        rows.paid.finds(nature=NATURE_LETTERS["structural"], **columns_of(layout, owner))
        rows.covered.finds(owner=number, counts=1)
        for year in years:
            _fill(layout, rows, of_year.get(year), owner, year, cover)
        given = any(row.before is not None for row in of_year.values())
        labels: tuple[Message, ...] = (_BEFORE, _PAID, _COVERED, _AFTER if given else _EFFECT, _IN_BALANCE)
        for row, label in zip(rows, labels, strict=True):
            style: Style = "total" if row is rows.after else "text"
            if given or row not in {rows.before, rows.verdict}:
                yield row.filled({"label": Cell(layout.text(label), style)})
            else:
                yield []
        yield []
        first += 7


def _fill(layout: Layout, rows: _Rows, known: StructuralRow | None, owner: str, year: int, cover: Place) -> None:  # noqa: PLR0913  the place of the cells
    """Fill the cells of a year; `known` is its row of the outlook."""
    if known is None:
        return
    paid, covered = rows.paid.at["amount", year], rows.covered.at["amount", year]
    effect = f"{covered}-SUM({paid})"
    before = rows.before.at["amount", year]
    if known.before is not None:
        rows.before.show(year, Total(known.before, 0, assumed=False), None, counted=False)
    live = contribution(layout, rows.paid, year)
    now = layout.allocation.totals.get((owner, year, "structural"), NOTHING)
    rows.paid.numbers({year: euros(now.amount - known.contribution)})
    change = nearest_euros(f"{live}-{rows.paid.at['number', year]}")
    posts = contribution(layout, rows.paid, year, "unknown")
    rows.paid.show(year, Total(known.contribution, now.pm, now.assumed), change, posts)
    taken = sum(row.taken.get(year, 0) for row in cover_rows(layout) if row.owner == owner and does_count(layout, row))
    rows.covered.numbers({year: euros(taken - known.coverage)})
    column, owners, counts = (
        f"{rows.covered.columns.cell(name, cover.first)}:{rows.covered.columns.cell(name, cover.last)}"
        for name in (("amount", year), "owner", "counts")
    )
    summed = f"SUMIFS({column},{owners},{rows.covered.at.owner},{counts},{rows.covered.at.counts})"
    live = nearest_euros(f"{summed}-{rows.covered.at['number', year]}")
    rows.covered.show(year, Total(known.coverage, 0, assumed=False), live, counted=False)
    balance = known.effect if known.before is None else known.after or 0
    of_after = nearest_euros(f"SUM({before})+{effect}")
    rows.after.show(year, Total(balance, now.pm, now.assumed), of_after, rows.paid.at["unknown", year], strong=True)
    _say_verdict(layout, rows, known, year)


def _say_verdict(layout: Layout, rows: _Rows, known: StructuralRow, year: int) -> None:
    """Say whether the balance of a year is zero or more, as far as that is known."""
    if known.before is None:
        return
    yes, no, unknown = (layout.text(word) for word in (say("yes"), say("no"), say("not known yet (PM)")))
    word = {True: yes, False: no, None: unknown}[known.balanced]
    after, posts = rows.after.at["amount", year], rows.after.at["unknown", year]
    rows.verdict.say(year, word, f'IF({posts}>0,"{unknown}",IF(SUM({after})<0,"{no}","{yes}"))')
