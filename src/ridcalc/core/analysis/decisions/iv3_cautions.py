"""Bookings held against the lists of Iv3: a warning at each booking that was written, in the years of its amounts."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple, assert_never

from ridcalc.core.analysis.decisions.amendment import Amendment, Block
from ridcalc.core.analysis.decisions.posts import Post
from ridcalc.core.budget.bookings import account_of, layer_of
from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.objects import Booking
from ridcalc.core.budget.types import SideName
from ridcalc.core.values.iv3 import Iv3, Iv3Side, Layer, Refusal
from ridcalc.core.values.problems import Message, Path, Problem, say

SIDES_OF_IV3: dict[SideName, Iv3Side] = {"expense": "lasten", "income": "baten"}

Written = tuple[Path, Booking | None]
"""The path of a booking, and the booking."""


Refuses = Callable[[Layer, Iv3Side, str | None, str | None, int], Refusal | None]
"""Layer, side, taakveld, category and year → why the lists have no such booking; None: they have it."""


Receives = Callable[[str | None], list[Written]]
"""Taakveld → the bookings by which tasks are received there."""


class _Bookings(NamedTuple):
    """The taakveld and the category of a post, as far as the files say them, and where."""

    side: Iv3Side
    taakveld_at: Path | None
    category_at: Path | None
    taakveld: str | None
    category: str | None


class _Found(NamedTuple):
    """What is wrong with a booking, and where it is written."""

    code: Refusal
    path: Path
    taakveld: str | None
    category: str | None
    side: Iv3Side
    layer: Layer


def iv3_layer(budget: Budget, organisation: str | None) -> Layer | None:
    """Return the layer of an organisation; None for a body that the lists do not have, such as a province."""
    if organisation not in budget.participants:
        return "GR"
    layer = layer_of(budget, organisation)
    return "Gemeente" if layer == "municipality" else "GR" if layer == "arrangement" else None


def iv3_cautions(amendment: Amendment, lists: Iv3) -> Iterator[Problem]:
    """Yield the warnings about the bookings of an amendment in the state after it."""
    budget = amendment.decision.after.budget
    receives = cache(partial(_receives, budget))
    found: dict[_Found, dict[int, None]] = {}
    later: dict[int, None] = {}
    refusal, covers = cache(lists.refusal), cache(lists.covers)
    bookings: dict[Post, _Bookings] = {}
    for block in amendment.blocks:
        layer = iv3_layer(budget, block.organisation)
        for post, year in _used(block) if layer is not None else ():
            if layer is None or not covers(layer, year):
                later.setdefault(year)
                continue
            if year > lists.newest:
                later.setdefault(year)
            if post not in bookings:
                bookings[post] = _bookings_of(budget, post, receives)
            for one in _wrong(bookings[post], layer, refusal, year):
                found.setdefault(one, {}).setdefault(year)
    for one, years in found.items():
        yield _problem(one, sorted(years), lists)
    if later:
        message = say("there is no list of Iv3 for {years}", years=tuple(str(year) for year in sorted(later)))
        hint = say("later years are held against the list of {newest}", newest=str(lists.newest))
        yield Problem("iv3-year-unknown", message, hint, ("budget", "years"))


def _used(block: Block) -> Iterator[tuple[Post, int]]:
    """Yield the posts and years with an amount or a PM post after the decision."""
    for line in block.lines:
        if line.after or line.unknown_after:
            yield line.post, line.year


def _bookings_of(budget: Budget, post: Post, receives: Receives) -> _Bookings:
    """Return the taakveld and the category of a post, and where they were written."""
    written = _bookings(budget, post, receives)
    taakveld_at = next((path for path, booking in written if booking and booking.taakveld), None)
    category_at = next((path for path, booking in written if booking and booking.category), None)
    return _Bookings(
        SIDES_OF_IV3[post.side],
        taakveld_at,
        category_at,
        post.account.taakveld if taakveld_at or category_at else None,
        post.account.category if category_at else None,
    )


def _wrong(one: _Bookings, layer: Layer, refusal: Refuses, year: int) -> Iterator[_Found]:
    """Yield what is wrong with the booking of a post; a category that is derived is not held against the lists."""
    code = refusal(layer, one.side, one.taakveld, one.category, year)
    if code == "taakveld-not-valid-in-year" and one.taakveld_at is not None:
        yield _Found(code, (*one.taakveld_at, "taakveld"), one.taakveld, one.category, one.side, layer)
    elif code is not None and code != "taakveld-not-valid-in-year" and one.category_at is not None:
        yield _Found(code, (*one.category_at, "category"), one.taakveld, one.category, one.side, layer)


def _bookings(budget: Budget, post: Post, receives: Receives) -> list[Written]:
    """Return the bookings that say where a post is booked, the first that decides a field first."""
    reserve = budget.reserves.get(post.reserve or "")
    of_reserve: list[Written] = [(("reserves", str(post.reserve), "booking"), reserve.booking)] if reserve else []
    if post.kind == "spending":
        return of_reserve or [_of_measure(budget, str(post.measure))]
    task = budget.measures[post.measure].task if post.measure is not None else None
    if post.kind == "received":
        return _of_receipts(budget, post, receives)
    payer = budget.participants[str(post.participant)]
    path: Path = ("participants", str(post.participant))
    if post.kind == "contribution":
        entry = budget.tasks.get(task or "")
        return [
            ((*path, "task_bookings", str(task)), payer.task_bookings.get(task or "")),
            (("tasks", str(task), "booking"), entry.booking if entry else None),
            ((*path, "booking"), payer.booking),
        ]
    if post.source == "unforeseen":
        return [((*path, "unforeseen"), payer.unforeseen), *_of_coverage(budget, post)]
    return [*of_reserve, *_of_coverage(budget, post)]


def _of_measure(budget: Budget, name: str) -> Written:
    """Return the booking of a measure; one that equals that of the defaults is written there."""
    booking, defaults = budget.measures[name].booking, budget.settings.defaults
    if booking is not None and defaults is not None and booking == defaults.booking:
        return ("budget", "defaults", "booking"), booking
    return ("measures", name, "booking"), booking


def _receives(budget: Budget, taakveld: str | None) -> list[Written]:
    """Return the bookings by which tasks are received on a taakveld."""
    return [
        (("tasks", name, "receives"), task.receives)
        for name, task in budget.tasks.items()
        if task.receives is not None and account_of(task.receives).taakveld == taakveld
    ]


def _of_receipts(budget: Budget, post: Post, receives: Receives) -> list[Written]:
    """Return the bookings that say where contributions are received, of the tasks and of the executor."""
    written = list(receives(post.account.taakveld))
    executor = budget.settings.executor
    if executor is not None and post.payee not in budget.participants:
        written.append((("budget", "executor", "contributions"), executor.contributions))
    matching = (None, post.account.category)
    return [(path, booking) for path, booking in written if booking is None or booking.category in matching]


def _of_coverage(budget: Budget, post: Post) -> list[Written]:
    """Return the bookings of the entries of the coverage that have the account of a post."""
    name = str(post.participant)
    payer = budget.participants[name]
    written: list[Written] = []
    for year, coverage in payer.coverage.items():
        for position, entry in enumerate(payer.coverage_in(year)):
            at: Path = (position,) if isinstance(coverage, tuple) else ()
            same = entry.booking is not None and entry.booking.taakveld == post.account.taakveld
            if same and (entry.source, entry.moves) == (post.source, post.reserve):
                written.append((("participants", name, "coverage", str(year), *at, "booking"), entry.booking))
    return written


def _problem(one: _Found, years: list[int], lists: Iv3) -> Problem:
    """Return the warning about a booking, with the successors of its taakveld as a hint."""
    values = {
        "taakveld": one.taakveld or "",
        "category": one.category or "",
        "years": tuple(str(year) for year in years),
    }
    successors = lists.successors_of(one.layer, one.taakveld or "", years[0])
    instead: Message | None = say("from then on: {codes}", codes=successors) if successors else None
    match one.code:
        case "taakveld-not-valid-in-year":
            message = say("taakveld {taakveld} is not in the list of Iv3 for {years}", **values)
            hint = instead or say("the list is that of Statistics Netherlands; write the code in quotation marks")
            return Problem("taakveld-not-valid-in-year", message, hint, one.path)
        case "category-not-on-this-side":
            message = (
                say("category {category} does not exist for income", **values)
                if one.side == "baten"
                else say("category {category} does not exist for expense", **values)
            )
            hint = say("categories of expense and of income differ; a contribution received is such as 4.3.2")
            return Problem("category-not-on-this-side", message, hint, one.path)
        case "category-not-valid-in-year":
            message = say("category {category} is not in the list of Iv3 for {years}", **values)
            hint = say("look for the category that replaced it in the list of that year")
            return Problem("category-not-valid-in-year", message, hint, one.path)
        case "impossible-combination":
            message = say("on taakveld {taakveld} nothing can stand on category {category} in {years}", **values)
            hint = instead or say("choose another category, or the taakveld of the task itself")
            return Problem("impossible-combination", message, hint, one.path)
        case _:
            assert_never(one.code)
