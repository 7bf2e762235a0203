"""What pays for the contribution of a municipality: what each entry of the coverage takes, and what is to be decided.

An entry takes what is left of its nature, at most its amount. Each row holds one nature of an entry.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.covering import Taking
from ridcalc.core.budget.reserves import Coverage
from ridcalc.core.budget.types import NATURES, NatureName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.annex import Annex
from ridcalc.render.excel.amendment.columns import amendment_columns
from ridcalc.render.excel.amendment.figures import Shown, Spot, line_cells, row_check
from ridcalc.render.excel.amendment.planned import PlannedRow
from ridcalc.render.excel.amendment.references import above, year_of
from ridcalc.render.excel.cells import Cell, SheetRow, euros, nearest_euros
from ridcalc.render.excel.division import group_block, groups, position_of
from ridcalc.render.excel.wording import NATURE_LETTERS
from ridcalc.views.amendment_words import SOURCES, reserve_name

_NO_LIMIT = 10**12


class _Entry(NamedTuple):
    """An entry of a list, without its amount, and one nature that it covers."""

    entries: tuple[Coverage, ...]
    """The list, without amounts: in years with another list, other rows take."""
    position: int
    nature: NatureName

    def __hash__(self) -> int:
        """Return the hash of the place alone, because codes of bookings have none."""
        return hash((self.position, self.nature))


class _Taken(NamedTuple):
    """What a row takes in a year, in cents: before, after, and at most (None: all that is left)."""

    before: int = 0
    after: int = 0
    most: int | None = 0


_Rows = dict[_Entry, dict[int, _Taken]]


def coverage_rows(annex: Annex) -> Iterator[PlannedRow]:
    """Yield the rows of the coverage, and the row of what is to be decided."""
    entries: dict[str, int] = {}
    for entry, years in _taken(annex).items():
        number = entries.setdefault(repr(entry[:2]), len(entries) + 1)
        yield PlannedRow(partial(_entry_row, annex, entry, years, annex.books.number * 1000 + number))
    yield PlannedRow(partial(_undecided_row, annex))


def _plain(entry: Coverage) -> Coverage:
    return entry.model_copy(update={"amount": None, "remark": None})


def _taken(annex: Annex) -> _Rows:
    """Return what each entry takes of each nature, per year."""
    decision, name = annex.layout.decision, str(annex.block.organisation)
    rows: _Rows = {}
    for state, after in ((decision.after, True), (decision.before, False)):
        for year in () if state is None else state.allocation.years:
            takings = state.takings.get((name, year), ()) if state else ()
            plain = tuple(_plain(taking.entry) for taking in takings)
            for position, taking in enumerate(takings):
                natures = NATURES if taking.entry.nature is None else (taking.entry.nature,)
                for nature in natures:
                    own = rows.setdefault(_Entry(plain, position, nature), {})
                    known, cents = own.get(year, _Taken()), taking.cents[nature]
                    own[year] = (
                        known._replace(after=cents, most=taking.entry.amount) if after else known._replace(before=cents)
                    )
    return rows


def _entry_row(annex: Annex, entry: _Entry, years: Mapping[int, _Taken], number: int, row: int) -> SheetRow:
    layout, coverage = annex.layout, entry.entries[entry.position]
    at, all_years = amendment_columns(layout).at(row), layout.decision.years
    shown = {}
    for year in all_years:
        taken = years.get(year, _Taken())
        shown[year] = Shown(taken.before, taken.after - taken.before, taken.after)
    cells = line_cells(layout, Spot(row, 1), shown, lambda year: nearest_euros(at["taken", year]), lambda _: "0")
    post = _post(annex, coverage, entry.nature)
    cells |= {
        "description": Cell(layout.text(_description(annex, coverage)), "wrapped"),
        "nature": Cell(NATURE_LETTERS[entry.nature], "centre"),
        "entry": Cell(number, "small"),
        "coverage": Cell(annex.books.number, "small"),
        "covered": Cell(NATURE_LETTERS[entry.nature], "small"),
        "column": Cell(position_of(layout, "amount", str(annex.block.organisation)), "small"),
    }
    if post is not None:
        cells["covers"] = Cell(annex.groups.covers_of(post), "small")
    for year in all_years:
        taken = years.get(year, _Taken())
        cells["limit", year] = Cell(_NO_LIMIT if taken.most is None else euros(taken.most), "small")
        cells["taken", year] = Cell(euros(taken.after), "small", _takes(annex, row, year))
        cells.pop(("mark", year))
    return amendment_columns(layout).filled(cells | row_check(layout, row, cells))


def _takes(annex: Annex, row: int, year: int) -> str:
    """Return the formula of what an entry takes: what is left of its nature, at most its amount."""
    layout, at = annex.layout, amendment_columns(annex.layout).at(row)
    taken, blocks, natures, entries = (
        above(layout, name, row) for name in (("taken", year), "coverage", "covered", "entry")
    )
    of_year = f"{groups(layout, 'year')},{year_of(layout, year)}"
    paid = f"SUMIFS({_column(annex, row)},{of_year},{groups(layout, 'nature')},{at.covered})"
    left = nearest_euros(f"{paid}-SUMIFS({taken},{blocks},{at.coverage},{natures},{at.covered})")
    own = f"{taken},{entries},{at.entry},{taken}"
    room = f'{at["limit", year]}-SUMIFS({own},">0")+SUMIFS({own},"<0")'
    return f"IF({at['limit', year]}=0,0,IF({left}<0,-MIN(-{left},{room}),MIN({left},{room})))"


def _column(annex: Annex, row: int) -> str:
    layout = annex.layout
    return f"INDEX({group_block(layout, 'amount')},0,{amendment_columns(layout).at(row).column})"


def _post(annex: Annex, entry: Coverage, nature: NatureName) -> Post | None:
    """Return the post of an entry; None if it makes none."""
    state = annex.layout.decision.after
    cents: dict[NatureName, int] = dict.fromkeys(NATURES, 1)
    post, _ = state.entry_of(str(annex.block.organisation), Taking(entry, cents, 0, exhausted=False), nature)
    return post


def _description(annex: Annex, entry: Coverage) -> Message | str:
    if entry.source == "reserve" and entry.reserve:
        return say("withdrawal from {name}", name=reserve_name(annex.layout.decision, entry.reserve))
    return SOURCES[entry.source]


def _undecided_row(annex: Annex, row: int) -> SheetRow:
    """Return the row of the contribution that no entry takes."""
    layout, decision, name = annex.layout, annex.layout.decision, str(annex.block.organisation)
    at = amendment_columns(layout).at(row)
    shown = {}
    for year in decision.years:
        before, after = (
            sum(state.uncovered.get((name, year), {}).values()) if state else 0
            for state in (decision.before, decision.after)
        )
        shown[year] = Shown(before, after - before, after)

    def after_of(year: int) -> str:
        paid = f"SUMIFS({_column(annex, row)},{groups(layout, 'year')},{year_of(layout, year)})"
        taken, blocks = (above(layout, name, row) for name in (("taken", year), "coverage"))
        return nearest_euros(f"{paid}-SUMIFS({taken},{blocks},{at.coverage})")

    cells = line_cells(layout, Spot(row, -1), shown, after_of, lambda _: "0")
    cells |= {
        "description": Cell(layout.text(say("coverage still to be decided")), "wrapped"),
        "coverage": Cell(annex.books.number, "small"),
        "column": Cell(position_of(layout, "amount", name), "small"),
    }
    for year in decision.years:
        cells.pop(("mark", year))
    return amendment_columns(layout).filled(cells | row_check(layout, row, cells))
