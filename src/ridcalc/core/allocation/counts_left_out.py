"""Warnings about counts that a key leaves out: those of a participant that a version of the key drops."""

from collections.abc import Iterable, Iterator

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definition_of, named_in
from ridcalc.core.keys.joins import NEVER
from ridcalc.core.keys.mergers import Mergers
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import Number, Problem, say


def count_warnings(budget: Budget, tree: Tree, versions: Iterable[Version]) -> Iterator[Problem]:
    """Yield a warning for each participant that an earlier version names and one of `versions` does not.

    The participant must have a count above zero in the reference year that the version uses. That of a participant that
    merged belongs to its successor. A participant that no earlier version of the key names is left out by design.
    """
    counts = Counts(budget, tree)
    partnerships = _partnerships(budget)
    for version in versions:
        if version.since is None or version.driver is None or version.reference_year is None:
            continue
        year = version.year or NEVER
        dropped = _dropped(budget, version, tree, counts.mergers)
        if version.key in partnerships:  # who is no member has no place in the key
            members = set(_municipalities(partnerships[version.key], tree))
            dropped = [one for one in dropped if one in members]
        found = counts.known(version.driver, version.reference_year, dropped, year)
        for participant, count in found.items():  # without a count in that year nothing is left out
            if count:
                yield Problem(
                    "count-left-out",
                    say(
                        "the version of {since} of key '{key}' leaves out '{participant}', with {count} in driver "
                        "'{driver}' of {year}",
                        since=version.since.text,
                        key=version.key,
                        participant=participant,
                        driver=version.driver,
                        count=Number(count),
                        year=str(version.reference_year),
                    ),
                    say(
                        "after a merger: write successor and until under '{participant}', so that its counts count for "
                        "the successor",
                        participant=participant,
                    ),
                    ("keys", version.key, "versions", version.since.text, "among"),
                )


def _partnerships(budget: Budget) -> dict[str, list[str]]:
    """Return key → the partnerships of which it divides the part."""
    found: dict[str, list[str]] = {}
    for name, participant in budget.participants.items():
        if participant.key is not None:
            found.setdefault(participant.key, []).append(name)
    return found


def _dropped(budget: Budget, version: Version, tree: Tree, mergers: Mergers) -> list[str]:
    """Return the participants that an earlier version names and this one does not, each once.

    A partnership counts for its members, and members for their partnership; a successor for who merged into it.
    """
    key, year = budget.keys[version.key], version.year or NEVER
    now = definition_of(key, version)
    earlier = [
        participant
        for since, definition in sorted((key.versions or {}).items())
        if version.since is not None and since.start < version.since.start
        for participant in named_in(budget, definition)
    ]
    counted = set(_municipalities(named_in(budget, now), tree))
    remaining = (mergers.successor(name, year) for name in _municipalities(earlier, tree))
    return list(dict.fromkeys(name for name in remaining if counted.isdisjoint(_municipalities([name], tree))))


def _municipalities(participants: Iterable[str], tree: Tree) -> Iterator[str]:
    """Yield the participants without members among `participants` and below them."""
    waiting = list(participants)[::-1]
    while waiting:
        participant = waiting.pop()
        members = tree.members.get(participant, ())
        if not members:
            yield participant
        waiting.extend(reversed(members))
