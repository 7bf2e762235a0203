"""The block Coverage (dekking): what each entry takes of a municipality's contribution, in formulas.

A row is an entry of the coverage in a nature. It takes what the rows above it leave of the contribution, and at most
its amount. Other blocks and sheets add up these rows.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ridcalc.core.allocation.result import Total
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.analysis.outlook.incidental import nature_shown
from ridcalc.core.analysis.outlook.structural import STRUCTURAL_COVERAGE
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.papers.years import Paper, YearRow
from ridcalc.render.excel.wording import NATURE_LETTERS
from ridcalc.views.amendment_words import description_of
from ridcalc.views.notes import NATURE_NAMES

if TYPE_CHECKING:
    from ridcalc.views.table import Label

NO_LIMIT = 10**15
"""The limit, in cents, of an entry without an amount."""
Key = tuple[str | None, object, str | None, str | None, str | None, NatureName]
"""The key of a post of coverage: organisation, source, reserve, programma, taakveld, nature."""


class CoverRow(NamedTuple):
    """An entry of the coverage of a municipality, in a nature, with what it takes per year in cents."""

    owner: str
    entry: int
    """The place in the list of the year, from 1."""
    nature: NatureName
    post: Post | None
    """None: the balance, which makes no post."""
    limits: dict[int, int]
    """Year → the cents that it takes at most; no year in which the entry does not cover the nature."""
    taken: dict[int, int]


def key_of(layout: Layout, post: Post) -> Key:
    """Return the key of a post of coverage."""
    account = post.account
    nature = nature_shown(layout.decision.after, post)
    return post.organisation, post.source, post.reserve, account.programma, account.taakveld, nature


@lru_cache(maxsize=2)
def cover_rows(layout: Layout) -> tuple[CoverRow, ...]:
    """Return the rows: municipalities in declared order, entries in the order in which they are taken."""
    after = layout.decision.after
    rows: dict[tuple[str, int, NatureName, Key | None], CoverRow] = {}
    for (owner, year), takings in after.takings.items():
        if owner not in owners_of(layout):
            continue
        for number, taking in enumerate(takings, 1):
            for nature in NATURES:
                if taking.entry.nature in {None, nature}:
                    post, _ = after.entry_of(owner, taking, nature)
                    place = (owner, number, nature, key_of(layout, post) if post else None)
                    row = rows.setdefault(place, CoverRow(owner, number, nature, post, {}, {}))
                    row.limits[year] = NO_LIMIT if taking.entry.amount is None else taking.entry.amount
                    row.taken[year] = taking.cents[nature]
    order = {owner: number for number, owner in enumerate(owners_of(layout))}
    return tuple(sorted(rows.values(), key=lambda row: (order[row.owner], row.entry)))


@lru_cache(maxsize=2)
def owners_of(layout: Layout) -> tuple[str, ...]:
    """Return the municipalities that the workbook shows and that pay a contribution."""
    return tuple(dict.fromkeys(row.participant for row in layout.outlook.structural))


def owner_number(layout: Layout, owner: str) -> int:
    """Return the number, from 1, of a municipality that pays a contribution."""
    return owners_of(layout).index(owner) + 1


@lru_cache(maxsize=2)
def post_numbers(layout: Layout) -> dict[Key, int]:
    """Return the number, from 1, of each post that coverage makes."""
    keys = dict.fromkeys(key_of(layout, row.post) for row in cover_rows(layout) if row.post)
    return {key: number for number, key in enumerate(keys, 1)}


@lru_cache(maxsize=2)
def reserve_numbers(layout: Layout) -> dict[str, int]:
    """Return the number, from 1, of each reserve."""
    return {name: number for number, name in enumerate(layout.case.budget.reserves, 1)}


def cover_block(paper: Paper, first: int) -> Iterator[SheetRow]:
    """Yield the rows of the block from the row `first`; nothing without coverage."""
    layout, number = paper.layout, first
    for owner in owners_of(layout):
        rows = [row for row in cover_rows(layout) if row.owner == owner]
        if not rows:
            continue
        yield paper.heading(say("Coverage: {name}", name=layout.name(owner)))
        number += 1
        for row in rows:
            yield _entry(paper.row(number), row, first)
            number += 1
        for nature in NATURES:
            yield _rest(paper.row(number), owner, nature, first)
            number += 1
        yield []
        number += 1


def _entry(row: YearRow, cover: CoverRow, begin: int) -> SheetRow:
    """Return the row of an entry of the coverage; the block begins in the row `begin`."""
    layout, post = row.layout, cover.post
    of_reserve = post is not None and post.of_reserve
    row.finds(
        owner=owner_number(layout, cover.owner),
        entry=cover.entry,
        nature=NATURE_LETTERS[cover.nature],
        column=position_of(layout, "amount", cover.owner),
        post=post_numbers(layout)[key_of(layout, post)] if post else None,
        reserve=reserve_numbers(layout).get(post.reserve or "") if post else None,
        counts=int(does_count(layout, cover)),
        lowers=int(post is not None and not of_reserve),
    )
    row.numbers({year: euros(cover.limits.get(year, 0)) for year in row.years})
    for year in row.years:
        left = _left(layout, row, year, begin)
        owners, entries = row.above("owner", begin), row.above("entry", begin)
        used = f"SUMIFS({row.above(('amount', year), begin)},{owners},{row.at.owner},{entries},{row.at.entry})"
        room = f"({row.at['number', year]}-ABS({used}))"
        taken = f"IF({row.at['number', year]}=0,0,IF({left}<0,-1,1)*IF(ABS({left})<{room},ABS({left}),{room}))"
        row.show(year, Total(cover.taken.get(year, 0), 0, assumed=False), nearest_euros(taken), counted=False)
    words: Label = (
        say("charged to the balance of the budget") if post is None else description_of(layout.decision, post)
    )
    label = say("{nature}: {words}", nature=NATURE_NAMES[cover.nature], words=words)
    return row.filled({"label": Cell(layout.text(label), "indented")})


def does_count(layout: Layout, cover: CoverRow) -> bool:
    """Return whether an entry pays structural expense year after year."""
    post = cover.post
    if post is None or post.source not in STRUCTURAL_COVERAGE:
        return False
    return nature_shown(layout.decision.after, post) == "structural"


def _left(layout: Layout, row: YearRow, year: int, begin: int) -> str:
    """Return the formula of what the rows above, of the block that begins in the row `begin`, leave to pay."""
    at, above = row.at, row.above(("amount", year), begin)
    taken = f"SUMIFS({above},{row.above('owner', begin)},{at.owner},{row.above('nature', begin)},{at.nature})"
    return nearest_euros(f"{contribution(layout, row, year)}-{taken}")


def contribution(layout: Layout, row: YearRow, year: int, kind: str = "amount") -> str:
    """Return the formula of the row's contribution on the sheet Division, in the nature of the row, or its PM posts."""
    column = row.at.column if kind == "amount" else row.at.pm_column
    where = f"{groups(layout, 'year')},{row.head(year)},{groups(layout, 'nature')},{row.at.nature}"
    return f"SUMIFS(INDEX({group_block(layout, kind)},0,{column}),{where})"


def _rest(row: YearRow, owner: str, nature: NatureName, begin: int) -> SheetRow:
    """Return the row of what no entry takes of a nature."""
    layout, number = row.layout, owner_number(row.layout, owner)
    row.finds(nature=NATURE_LETTERS[nature], column=position_of(layout, "amount", owner), owner=number)
    for year in row.years:
        uncovered = layout.decision.after.uncovered.get((owner, year), {}).get(nature, 0)
        row.show(year, Total(uncovered, 0, assumed=False), _left(layout, row, year, begin), strong=True, counted=False)
    label: Message = say("{nature}: still to be decided", nature=NATURE_NAMES[nature])
    return row.filled({"label": Cell(layout.text(label), "total")})
