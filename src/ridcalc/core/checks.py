"""Checks across objects: each takes a budget and yields its problems. What a field says alone, model.py checks."""

from collections.abc import Callable, Iterator

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.sections import problem_at
from ridcalc.core.keys.definitions import keys_below, named_by
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.values.periods import parse_period
from ridcalc.core.values.problems import InvalidValueError, Problem, UnavailableError, say, some

MOST_PARTICIPANTS = 10_000
MOST_YEARS = 100
DEEPEST = 50
"""How many partnerships or blends may lie in each other; as deep as the files may be nested."""

Check = Callable[[Budget], Iterator[Problem]]


def check_budget(budget: Budget) -> Iterator[Problem]:
    """Yield every problem of the budget as a whole. Objects that a problem has removed are passed over."""
    cycles = [*_too_many(budget), *_two_parents(budget), *_member_cycles(budget), *_blend_cycles(budget)]
    cycles += [] if cycles else [*_too_deep(budget)]
    yield from cycles
    for check in _CHECKS:
        yield from check(budget)
    if not cycles:  # with a knot in it, a key leads nowhere
        yield from _keys_in_use(budget)


def _too_many(budget: Budget) -> Iterator[Problem]:
    if len(budget.participants) > MOST_PARTICIPANTS:
        message = say("there are more than {most} participants", most=MOST_PARTICIPANTS)
        yield Problem("too-many-participants", message, None, ("participants",))
    if len(budget.settings.years) > MOST_YEARS:
        message = say("the budget has more than {most} years", most=MOST_YEARS)
        yield Problem("too-many-years", message, None, ("budget", "years"))


def _too_deep(budget: Budget) -> Iterator[Problem]:
    """Yield the first partnership that lies in too many others, and the first key that blends too many in turn."""
    members = {name: participant.members or () for name, participant in budget.participants.items()}
    blends = {name: keys_below(key) for name, key in budget.keys.items()}
    for section, field, below in (("participants", "members", members), ("keys", "", blends)):
        deepest = _deepest(below)
        if deepest is not None:
            message = say("from '{name}' on the nesting is deeper than {most}", name=deepest, most=DEEPEST)
            path = (section, deepest, field) if field else (section, deepest)
            yield Problem("too-deep", message, None, path, at_key=True)


def _closed(path: list[tuple[str, Iterator[str]]], end: str, told: set[str]) -> list[str]:
    """Return the names of a path from `end` on, which a step from its last back to `end` makes a cycle.

    Nothing if one of them is in a knot of which `told` has a cycle; then the rest is no longer looked through.
    """
    start = len(path) - 1
    while path[start][0] != end and path[start][0] not in told:
        start -= 1
    known = path[start][0] in told
    cycle = [name for name, _ in path[start:]]
    told.update(cycle)
    return [] if known else cycle


def _deepest(below: dict[str, tuple[str, ...]]) -> str | None:
    """Return the first name from which too long a path leads down; there are no cycles."""
    level = {name for name, names in below.items() if not any(one in below for one in names)}
    above: dict[str, list[str]] = {}
    for name, names in below.items():
        for one in names:
            above.setdefault(one, []).append(name)
    for _ in range(DEEPEST + 1):
        level = {name for one in level for name in above.get(one, ())}
        if not level:
            return None
    return next(name for name in below if name in level)


def _two_parents(budget: Budget) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name, participant in budget.participants.items():
        for index, member in enumerate(participant.members or ()):
            if member in first:
                yield Problem(
                    "two-partnerships",
                    say(
                        "'{member}' is a member of both '{first}' and '{second}'",
                        member=member,
                        first=first[member],
                        second=name,
                    ),
                    say("a participant has one partnership above it at most"),
                    ("participants", name, "members", index),
                )
            first.setdefault(member, name)


def _member_cycles(budget: Budget) -> Iterator[Problem]:
    graph = {name: participant.members or () for name, participant in budget.participants.items()}
    for cycle in _cycles(graph):
        message = say("these partnerships are members of each other: {cycle}", cycle=_round(cycle))
        yield Problem("member-cycle", message, None, ("participants", cycle[0], "members"))


def _round(cycle: list[str]) -> tuple[str, ...]:
    """Return the names of a cycle, back at the first in the end; of a long one some of them."""
    return (*some(cycle, len(cycle)), cycle[0])


def _blend_cycles(budget: Budget) -> Iterator[Problem]:
    graph = {name: keys_below(key) for name, key in budget.keys.items()}
    for cycle in _cycles(graph):
        message = say("these keys blend each other: {cycle}", cycle=_round(cycle))
        yield Problem("blend-cycle", message, None, ("keys", cycle[0]), at_key=True)


def _cycles(graph: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield a cycle of each knot of the graph, from the name on that is declared first; none shares a name."""
    rank = {name: index for index, name in enumerate(graph)}
    state: dict[str, int] = {}  # 1 while on the path that is followed, 2 when done
    told: set[str] = set()
    for root, first in graph.items():
        path: list[tuple[str, Iterator[str]]] = []
        if root not in state:
            path.append((root, iter(first)))
            state[root] = 1
        while path:
            name, rest = path[-1]
            below = next(rest, None)
            if below is None:
                state[name] = 2
                path.pop()
            elif state.get(below) == 1:
                cycle = _closed(path, below, told)
                if cycle:
                    start = min(range(len(cycle)), key=lambda index: rank[cycle[index]])
                    yield cycle[start:] + cycle[:start]
            elif below in graph and below not in state:
                state[below] = 1
                path.append((below, iter(graph[below])))


def _versions_start_apart(budget: Budget) -> Iterator[Problem]:
    for name, key in budget.keys.items():
        starts: dict[int, str] = {}
        for since in key.versions or ():
            if since.start in starts:
                yield Problem(
                    "versions-start-together",
                    say(
                        "the versions '{first}' and '{second}' of key '{key}' start on the same day",
                        first=starts[since.start],
                        second=since.text,
                        key=name,
                    ),
                    None,
                    ("keys", name, "versions", since.text),
                    at_key=True,
                )
            starts.setdefault(since.start, since.text)


def _member_keys(budget: Budget) -> Iterator[Problem]:
    """A partnership's key names its own members and nobody else."""
    named: dict[str, dict[str, None]] = {}
    for name, participant in budget.participants.items():
        if participant.members is None or participant.key not in budget.keys:
            continue
        members = frozenset(participant.members)
        if participant.key not in named:
            named[participant.key] = dict.fromkeys(named_by(budget, participant.key))
        names = named[participant.key]
        count = len(names) - sum(member in names for member in members)
        if count:
            yield Problem(
                "not-a-member",
                say(
                    "key '{key}' of '{partnership}' names who is not a member of it: {strangers}",
                    key=participant.key,
                    partnership=name,
                    strangers=some((one for one in names if one not in members), count),
                ),
                None,
                ("participants", name, "key"),
            )


def _pc_document_years(budget: Budget) -> Iterator[Problem]:
    for name, measure in budget.measures.items():
        for year, document in measure.pc_document.items():
            entry = budget.pc_documents.get(document)
            if entry is not None and entry.year != year:
                yield Problem(
                    "pc-document-year",
                    say(
                        "P&C document '{id}' is of {year}, not of {other}",
                        id=document,
                        year=str(entry.year),
                        other=str(year),
                    ),
                    None,
                    ("measures", name, "pc_document", str(year)),
                )


def _keys_in_use(budget: Budget) -> Iterator[Problem]:
    """Yield what is wrong with a key in the period of an amount, and with those of the partnerships it reaches."""
    book = KeyBook(budget)
    used: set[str] = set()
    for name, measure in budget.measures.items():
        field, periods = measure.dated
        for period in periods:
            try:
                plan = book.plan(measure.key, period)
                used.update(version.key for version in plan.versions)
            except UnavailableError:
                continue
            except InvalidValueError as refusal:
                yield problem_at(refusal, "measures", name, field, period.text, at_key=True)
    yield from _keys_not_in_use(budget, book, used)


_MATTERS_IN_USE = frozenset({"no-reference-year", "no-version-in-force", "period-spans-versions"})
"""What is wrong with a key only where an amount asks for it."""


def _keys_not_in_use(budget: Budget, book: KeyBook, used: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with a key that no amount reaches, in the years of the budget."""
    years = sorted(budget.settings.years)
    for name, key in budget.keys.items():
        alike = key.kinds and kind_of(key).steady  # then one year tells of all
        for year in () if name in used else years[:1] if alike else years:
            try:
                book.weights(name, parse_period(str(year)))
            except UnavailableError:
                continue
            except InvalidValueError as refusal:
                if refusal.code not in _MATTERS_IN_USE:
                    yield problem_at(refusal, "keys", name, at_key=True)


_CHECKS: tuple[Check, ...] = (_versions_start_apart, _member_keys, _pc_document_years)
