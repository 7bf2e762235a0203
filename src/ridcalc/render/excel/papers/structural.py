"""The block of structural balances (structureel begrotingssaldo) of municipalities, per year (BBV art. 19 c and d)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.outlook.structural import StructuralRow
from ridcalc.core.values.problems import say
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.covering import contribution, cover_rows, does_count, owner_number, owners_of
from ridcalc.render.excel.papers.live import columns_of
from ridcalc.render.excel.papers.years import Paper, YearRow
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
    given: bool
    """Whether the balance before is given for a year."""


def structural_block(paper: Paper, first: int) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`."""
    layout = paper.layout
    for owner in owners_of(layout):
        known = {row.year: row for row in layout.outlook.structural if row.participant == owner}
        if any(row.before is not None or row.contribution or row.coverage or row.unknown for row in known.values()):
            yield paper.heading(say("Structural balance: {name}", name=layout.name(owner)))
            rows = list(_balance(paper, first + 1, owner, known))
            yield from rows
            yield []
            first += len(rows) + 2


def _balance(paper: Paper, first: int, owner: str, known: Mapping[int, StructuralRow]) -> Iterator[SheetRow]:
    """Yield the rows of a municipality; those that need the balance before are left out where it is not given."""
    layout, given = paper.layout, any(row.before is not None for row in known.values())
    places = range(5) if given else (0, 0, 1, 2, 3)
    before, paid, covered, after, verdict = (paper.row(first + down) for down in places)
    rows = _Rows(before, paid, covered, after, verdict, given)
    rows.paid.finds(nature=NATURE_LETTERS["structural"], **columns_of(layout, owner))
    rows.covered.finds(owner=owner_number(layout, owner), counts=1)
    for year, row in known.items():
        _show_paid(layout, rows.paid, row)
        _show_covered(paper, rows.covered, row)
        _show_balance(layout, rows, row, year)
    if given:
        yield rows.before.filled({"label": Cell(layout.text(_BEFORE))})
    yield rows.paid.filled({"label": Cell(layout.text(_PAID))})
    yield rows.covered.filled({"label": Cell(layout.text(_COVERED))})
    yield rows.after.filled({"label": Cell(layout.text(_AFTER if given else _EFFECT), "total")})
    if given:
        yield rows.verdict.filled({"label": Cell(layout.text(_IN_BALANCE))})


def _show_paid(layout: Layout, row: YearRow, known: StructuralRow) -> None:
    """Show how the structural contribution of a year changes."""
    year = known.year
    now = layout.allocation.totals.get((known.participant, year, "structural"), NOTHING)
    row.numbers({year: euros(now.amount - known.contribution)})
    change = nearest_euros(f"{contribution(layout, row, year)}-{row.at['number', year]}")
    posts = contribution(layout, row, year, "unknown")
    row.show(year, Total(known.contribution, now.pm, now.assumed), change, posts)


def _show_covered(paper: Paper, row: YearRow, known: StructuralRow) -> None:
    """Show how what pays for it year after year changes."""
    layout, year = paper.layout, known.year
    counted = [cover for cover in cover_rows(layout) if cover.owner == known.participant and does_count(layout, cover)]
    row.numbers({year: euros(sum(cover.taken.get(year, 0) for cover in counted) - known.coverage)})
    where = f"{paper.covered('owner')},{row.at.owner},{paper.covered('counts')},{row.at.counts}"
    change = nearest_euros(f"SUMIFS({paper.covered(('amount', year))},{where})-{row.at['number', year]}")
    row.show(year, Total(known.coverage, 0, assumed=False), change, counted=False)


def _show_balance(layout: Layout, rows: _Rows, known: StructuralRow, year: int) -> None:
    """Show the balance of a year before and after; without the one before, the effect on it."""
    name = ("amount", year)
    effect = f"{rows.covered.at[name]}-SUM({rows.paid.at[name]})"
    if rows.given and known.before is None:
        return
    if known.before is not None:
        rows.before.show(year, Total(known.before, 0, assumed=False), None, counted=False)
        _say_verdict(layout, rows, known, year)
    now = layout.allocation.totals.get((known.participant, year, "structural"), NOTHING)
    balance = known.effect if known.after is None else known.after
    after = nearest_euros(f"{rows.before.at[name]}+{effect}" if rows.given else effect)
    rows.after.show(year, Total(balance, now.pm, now.assumed), after, rows.paid.at["unknown", year], strong=True)


def _say_verdict(layout: Layout, rows: _Rows, known: StructuralRow, year: int) -> None:
    """Say whether the balance of a year is zero or more, as far as that is known."""
    yes, no, unknown = (layout.text(word) for word in (say("yes"), say("no"), say("not known yet (PM)")))
    word = {True: yes, False: no, None: unknown}[known.balanced]
    after, posts = rows.after.at["amount", year], rows.after.at["unknown", year]
    rows.verdict.say(year, word, f'IF({posts}>0,"{unknown}",IF(SUM({after})<0,"{no}","{yes}"))')
