"""Checks across objects: each takes a budget and yields problems. model.py checks the fields one by one."""

from collections.abc import Callable, Collection, Iterator

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.stage_checks import check_stages
from ridcalc.core.key_checks import check_keys_in_use
from ridcalc.core.keys.checks import check_mergers, check_time_rules
from ridcalc.core.keys.definitions import definitions_of, keys_below, named_by
from ridcalc.core.values.problems import Problem, say, some

MOST_PARTICIPANTS = 10_000
"""Most participants of a budget (docs/files.md, Limits)."""
MOST_YEARS = 100
"""Most years of a budget."""
DEEPEST = 50
"""Most levels of partnerships, blends of keys, mixes of indices or drivers from drivers: the limit of YAML."""

Check = Callable[[Budget], Iterator[Problem]]
"""A check of a budget."""


def check_budget(budget: Budget, selected: Collection[str] | None = None, *, sound: bool = True) -> Iterator[Problem]:
    """Yield the problems of the budget as a whole. References to objects that were dropped as invalid are skipped.

    `selected` are the measures that the scenario takes; None: all. `sound`: the budget has no other problems. Without
    `sound` the sizes of batches are not checked: a part may be missing.
    """
    cycles = [*_too_many(budget), *_two_parents(budget), *_member_cycles(budget), *_blend_cycles(budget)]
    cycles += [*_mix_cycles(budget), *_driver_cycles(budget), *check_mergers(budget)]
    cycles += [] if cycles else [*_too_deep(budget)]
    yield from cycles
    for check in _CHECKS:
        for problem in check(budget):
            sound = False
            yield problem
    if not cycles:  # a key in a cycle has no weights, an index in a cycle no rates
        yield from _rates(budget)
        yield from check_keys_in_use(budget, selected, sound=sound)


def _too_many(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for too many participants, and for too many years."""
    if len(budget.participants) > MOST_PARTICIPANTS:
        message = say("there are more than {most} participants", most=MOST_PARTICIPANTS)
        yield Problem("too-many-participants", message, None, ("participants",))
    if len(budget.settings.years) > MOST_YEARS:
        message = say("the budget has more than {most} years", most=MOST_YEARS)
        yield Problem("too-many-years", message, None, ("budget", "years"))


def _too_deep(budget: Budget) -> Iterator[Problem]:
    """Yield the first partnership, key and index with too many levels of members, blends or mixes."""
    members = {name: participant.members or () for name, participant in budget.participants.items()}
    blends = {name: keys_below(key) for name, key in budget.keys.items()}
    terms = {name: tuple(driver.terms or ()) for name, driver in budget.drivers.items()}
    mixes = {name: tuple(index.mix or ()) for name, index in budget.indices.items()}
    for section, field, below in (
        ("participants", "members", members),
        ("keys", "", blends),
        ("indices", "mix", mixes),
        ("drivers", "from", terms),
    ):
        deepest = _deepest(below)
        if deepest is not None:
            message = say("'{name}' is nested more than {most} levels deep", name=deepest, most=DEEPEST)
            path = (section, deepest, field) if field else (section, deepest)
            yield Problem("too-deep", message, None, path, at_key=True)


def _closed(path: list[tuple[str, Iterator[str]]], end: str, reported: set[str]) -> list[str]:
    """Return the cycle that closes at `end`, or an empty list if a cycle through one of its names was reported.

    `path` holds the names on the way to `end`, each with an iterator over the names below it that are still to visit.
    The search goes back along the path and stops at the first reported name: a long path is not searched in vain.
    """
    start = len(path) - 1
    while path[start][0] != end and path[start][0] not in reported:
        start -= 1
    is_reported = path[start][0] in reported
    cycle = [name for name, _ in path[start:]]
    reported.update(cycle)
    return [] if is_reported else cycle


def _deepest(below: dict[str, tuple[str, ...]]) -> str | None:
    """Return the first name with more than DEEPEST levels below it, or None. The graph must have no cycles.

    The search starts from the names at the bottom, and goes up level by level.
    """
    level = {name for name, children in below.items() if not any(child in below for child in children)}
    above: dict[str, list[str]] = {}
    for name, children in below.items():
        for child in children:
            above.setdefault(child, []).append(name)
    for _ in range(DEEPEST + 1):
        level = {parent for name in level for parent in above.get(name, ())}
        if not level:
            return None
    return next(name for name in below if name in level)


def _two_parents(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each participant that is a member of two partnerships."""
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
    """Yield a problem for each cycle of partnerships."""
    graph = {name: participant.members or () for name, participant in budget.participants.items()}
    for cycle in _cycles(graph):
        message = say("these partnerships are members of each other: {cycle}", cycle=_round(cycle))
        hint = say("remove one of these memberships")
        yield Problem("member-cycle", message, hint, ("participants", cycle[0], "members"))


def _round(cycle: list[str]) -> tuple[str, ...]:
    """Return the names of a cycle for a message, the first name again at the end; at most a few names."""
    return (*some(cycle, len(cycle)), cycle[0])


def _blend_cycles(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each cycle of keys that blend each other."""
    graph = {name: keys_below(key) for name, key in budget.keys.items()}
    for cycle in _cycles(graph):
        message = say("these keys blend each other: {cycle}", cycle=_round(cycle))
        hint = say("let one of them consist of shares, weights or a driver")
        yield Problem("blend-cycle", message, hint, ("keys", cycle[0]), at_key=True)


def _mix_cycles(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each cycle of indices that mix each other."""
    graph = {name: tuple(index.mix or ()) for name, index in budget.indices.items()}
    for cycle in _cycles(graph):
        message = say("these indices mix each other: {cycle}", cycle=_round(cycle))
        hint = say("let one of them consist of rates or values")
        yield Problem("index-cycle", message, hint, ("indices", cycle[0], "mix"), at_key=True)


def _driver_cycles(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each circle of drivers that follow from each other."""
    graph = {name: tuple(driver.terms or ()) for name, driver in budget.drivers.items()}
    for cycle in _cycles(graph):
        message = say("these drivers follow from each other: {cycle}", cycle=_round(cycle))
        hint = say("let one of them consist of values")
        yield Problem("driver-cycle", message, hint, ("drivers", cycle[0], "from"), at_key=True)


def _cycles(graph: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield cycles of the graph that have no name in common, each from its first declared name.

    Cycles through a name of an earlier one are not yielded: very many cycles can share a few names.
    """
    rank = {name: index for index, name in enumerate(graph)}
    state: dict[str, int] = {}  # 1: on the current path; 2: finished
    reported: set[str] = set()
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
                cycle = _closed(path, below, reported)
                if cycle:
                    start = min(range(len(cycle)), key=lambda index: rank[cycle[index]])
                    yield cycle[start:] + cycle[:start]
            elif below in graph and below not in state:
                state[below] = 1
                path.append((below, iter(graph[below])))


def _versions_start_apart(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each version of a key that starts on the same day as an earlier one."""
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
    """Yield a problem for each partnership with a key that names a participant outside its members."""
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
                    "key '{key}' of '{partnership}' names participants that are not its members: {participants}",
                    key=participant.key,
                    partnership=name,
                    participants=some(
                        (participant_id for participant_id in names if participant_id not in members), count
                    ),
                ),
                None,
                ("participants", name, "key"),
            )


def _by_rule(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of amounts by rule, and of indices, of a budget that has them."""
    if budget.indices or any(measure.kind not in {"amounts", "total"} for measure in budget.measures.values()):
        from ridcalc.core.amounts.checks import check_amounts  # few budgets have them

        yield from check_amounts(budget)


def _rates(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of the rates of indices, of a budget that has them."""
    if budget.indices:
        from ridcalc.core.amounts.checks import check_rates  # few budgets have them

        yield from check_rates(budget)


def _key_amounts(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of keys that hold amounts, of a budget that has them."""
    if any(definition.holds_amounts for key in budget.keys.values() for _, definition in definitions_of(key)):
        from ridcalc.core.keys.amount_checks import check_key_amounts  # few budgets have them

        yield from check_key_amounts(budget)


def _decisions(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of the dates of decisions, of a budget that has them."""
    if budget.decisions:
        from ridcalc.core.budget.decision_checks import check_decisions  # few budgets have them

        yield from check_decisions(budget)


def _benchmarks(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of benchmarks, of a budget that has them."""
    if budget.benchmarks:
        from ridcalc.core.keys.benchmark_checks import check_benchmarks  # few budgets have them

        yield from check_benchmarks(budget)


_CHECKS: tuple[Check, ...] = (
    _versions_start_apart,
    check_time_rules,
    _member_keys,
    _by_rule,
    _key_amounts,
    check_stages,
    _decisions,
    _benchmarks,
)
