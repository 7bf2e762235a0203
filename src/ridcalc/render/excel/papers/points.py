"""The points of the three texts of the sheet Resolution: of the executor's board, a partnership's, and a council."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ridcalc.core.allocation.totals import NOTHING
from ridcalc.core.analysis.decisions.accounts import OF_RESERVES, AccountRow
from ridcalc.core.analysis.decisions.state import State
from ridcalc.core.budget.types import NATURES, SIDES, NatureName, SideName
from ridcalc.core.values.problems import Message, say
from ridcalc.render.excel.amendment.cents import booked, known_of
from ridcalc.render.excel.amendment.groups import Groups, ProgrammeKey, key_of
from ridcalc.render.excel.booked.books import BlockBooks
from ridcalc.render.excel.layout import Layout
from ridcalc.render.excel.rows import FIRST_ROW
from ridcalc.views.amendment_words import SIDE_NAMES, organisation_name
from ridcalc.views.table import Label

Source = Literal["programme", "reserve", "contribution", "post"]
"""Where a figure stands in the workbook: a row of Amendment, of Outlook, a column of Division, a row of Measures."""
ADOPTED = ("adopted", "vastgesteld")
"""The words by which the status of an amendment says that the board has decided."""


class Figure(NamedTuple):
    """A row of a point: what it is about, and the cents before, of the change, and after."""

    source: Source
    label: Label
    side: Label
    year: int
    before: int | None
    change: int
    after: int | None
    unknown_before: int = 0
    unknown: int = 0
    nature: NatureName | None = None
    number: int = 0
    """The number of its programma and side in Amendment, or of its row in Measures."""
    name: str | None = None
    """The participant, the reserve or the measure."""
    adds: bool = False
    """Whether it adds to the reserve."""


class Point(NamedTuple):
    """A point of a text, with its figures; without a number it is a remark."""

    text: Message
    figures: tuple[Figure, ...] = ()
    numbered: bool = True


def points_of(layout: Layout, books: BlockBooks) -> Iterator[Point]:
    """Yield the points of an organisation's text."""
    budget = [figure for year in layout.decision.years for figure in _programmes(books, year)]
    of_council = books.block.kind == "municipality"
    yield from _council(layout) if of_council else _board(layout)
    if budget:
        yield Point(_change(layout, of_council=of_council), tuple(budget))
    if not of_council:
        yield from _with(say("to set the contributions of the participants:"), _contributions(layout, books))
    yield from _with(say("to add to reserves, or to withdraw from them:"), _reserves(layout, books))
    if of_council:
        lasting = list(_structural(layout, str(books.block.organisation)))
        if lasting:
            year = str(lasting[0].year)
            yield Point(
                say("to include the structural contribution in the budget from {year} on:", year=year), tuple(lasting)
            )
    yield from _with(say("to note that the amounts of these posts are not known yet (PM):"), _posts(layout, books))


def _with(text: Message, figures: Iterator[Figure]) -> Iterator[Point]:
    """Yield a point if it has figures."""
    found = tuple(figures)
    if found:
        yield Point(text, found)


def decision_name(layout: Layout) -> str:
    """Return the name of the stage."""
    stage = layout.decision.stage
    return layout.case.budget.stages[stage].name_or(stage) if stage else layout.case.scenario.name


def body_of(layout: Layout) -> Label:
    """Return the body of the executor that decides."""
    stage = layout.stage
    written = (stage.body if stage else None) or layout.settings.amendment.body
    return written or say(
        "the board of {name}", name=organisation_name(layout.decision, layout.decision.after.executor)
    )


def _board(layout: Layout) -> Iterator[Point]:
    """Yield the first point of a board."""
    number = (layout.stage.number if layout.stage else None) or layout.settings.amendment.number
    if number:
        yield Point(say("to adopt {decision}, number {number}", decision=decision_name(layout), number=number))
    else:
        yield Point(say("to adopt {decision}", decision=decision_name(layout)))


def _council(layout: Layout) -> Iterator[Point]:
    """Yield the first point of a council."""
    executor = organisation_name(layout.decision, layout.decision.after.executor)
    text = say(
        "to give a view on the draft of {decision} of {name}, or to take note of it",
        decision=decision_name(layout),
        name=executor,
    )
    yield Point(text)


def _change(layout: Layout, *, of_council: bool) -> Message:
    """Return the text of the point that changes the budget."""
    if of_council and layout.settings.amendment.status.lower() not in ADOPTED:
        return say(
            "to change the budget per programma as follows, subject to adoption by {body}:", body=body_of(layout)
        )
    return say("to change the budget per programma as follows:")


def _programmes(books: BlockBooks, year: int) -> Iterator[Figure]:
    """Yield the programmas that change in a year: expense, income, and what they add to or withdraw from reserves."""
    found: dict[ProgrammeKey, list[AccountRow]] = {}
    for account in books.accounts:
        found.setdefault(key_of(account.first), []).append(account.rows[year])
    numbers = Groups(books)
    order: tuple[SideName, ...] = ("expense", "income")
    for key in sorted(found, key=lambda key: (key[0] or "", key[1] or "", key[2], order.index(key[3]))):
        rows = found[key]
        before, after = known_of(books, rows, year)
        unknown_before, unknown = (
            len(frozenset[str]().union(*(getattr(row, name) for row in rows)))
            for name in ("unknown_before", "unknown_after")
        )
        change = sum(booked(row) for row in rows)
        if change or unknown != unknown_before:
            programma, _, of_reserve, side = key
            yield Figure(
                "programme",
                programma or say("no programma"),
                SIDE_NAMES[OF_RESERVES[side] if of_reserve else side],
                year,
                before,
                change,
                after,
                unknown_before,
                unknown,
                number=numbers.programme_number(key),
            )


def _contributions(layout: Layout, books: BlockBooks) -> Iterator[Figure]:
    """Yield the contributions that an organisation receives and that change, both natures together."""
    tree = layout.allocation.tree
    payers = tree.members.get(books.block.organisation or "") or [name for name in tree.ids if name not in tree.parent]
    for year in layout.decision.years:
        for payer in payers:
            yield from _contribution(layout, payer, year, NATURES, say("contribution"))


def _contribution(
    layout: Layout, payer: str, year: int, natures: Sequence[NatureName], side: Message
) -> Iterator[Figure]:
    """Yield the contribution of a participant in a year, if it changes."""
    before, after = (_paid(state, payer, year, natures) for state in (layout.decision.before, layout.decision.after))
    nature = natures[0] if len(natures) == 1 else None
    if before != after:
        label: Label = layout.name(payer) if nature is None else say("structural contribution")
        yield Figure(
            "contribution",
            label,
            side,
            year,
            before[0],
            after[0] - before[0],
            after[0],
            before[1],
            after[1],
            nature,
            name=payer,
        )


def _paid(state: State | None, payer: str, year: int, natures: Sequence[NatureName]) -> tuple[int, int]:
    """Return the cents of a contribution in a state, and its PM posts."""
    if state is None:
        return 0, 0
    totals = [state.allocation.totals.get((payer, year, nature), NOTHING) for nature in natures]
    return sum(total.amount for total in totals), sum(total.pm for total in totals)


def _structural(layout: Layout, council: str) -> Iterator[Figure]:
    """Yield the structural contribution in the years in which it changes."""
    for year in layout.decision.years:
        yield from _contribution(layout, council, year, ("structural",), say("contribution"))


def _reserves(layout: Layout, books: BlockBooks) -> Iterator[Figure]:
    """Yield what is added to the named reserves of an organisation or withdrawn from them, where that changes."""
    owner = books.block.organisation
    states = layout.decision.before, layout.decision.after
    for name, reserve in layout.case.budget.reserves.items():
        moves = ((year, side) for year in layout.decision.years for side in SIDES if reserve.of == owner)
        for year, side in moves:
            before, after = (_moved(state, owner, name, side, year) for state in states)
            if before != after:
                kind = SIDE_NAMES[OF_RESERVES[side]]
                words = reserve.name_or(name)
                figure = Figure("reserve", words, kind, year, before, after - before, after, name=name)
                yield figure._replace(adds=side == "expense")


def _moved(state: State | None, owner: str | None, name: str, side: SideName, year: int) -> int:
    """Return the cents that a side of an organisation's books brings to a reserve."""
    if state is None:
        return 0
    books = state.books_of(owner)
    return sum(books.amount(post, year) for post in books.posts if (post.reserve, post.side) == (name, side))


def _posts(layout: Layout, books: BlockBooks) -> Iterator[Figure]:
    """Yield the PM posts of an organisation after the decision, each with its first year."""
    for amount in layout.amounts:
        if amount.indexed is None and any(
            amount.measure in row.unknown_after for account in books.accounts for row in account.rows.values()
        ):
            words, row = layout.measure_name(amount.measure), layout.amount_rows[amount.dated]
            figure = Figure("post", words, "PM", amount.period.year, None, 0, None, 0, 1, amount.nature)
            yield figure._replace(number=row - FIRST_ROW + 1)
