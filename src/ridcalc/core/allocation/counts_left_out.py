"""Warnings about counts that a key leaves out: those of a participant that a version of the key drops."""

from collections.abc import Iterable, Iterator

from ridcalc.core.budget.model import Budget, Key
from ridcalc.core.budget.participant_tree import Tree
from ridcalc.core.keys.counts import Counts
from ridcalc.core.keys.definitions import definition_of
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import InvalidValueError, Number, Problem, say


def count_warnings(budget: Budget, tree: Tree, versions: Iterable[Version]) -> Iterator[Problem]:
    """Yield a warning for each participant that an earlier version counts and one of `versions` does not.

    The participant must have a count above zero in the reference year that the version uses: after a merger that count
    belongs to the successor. A participant that no earlier version of the key counts is left out by design.
    """
    counts = Counts(budget, tree)
    for version in versions:
        if version.since is None or version.driver is None or version.reference_year is None:
            continue
        key = budget.keys[version.key]
        for participant in _dropped(key, version, tree):
            try:
                count = counts.of(version.driver, version.reference_year, participant)
            except InvalidValueError:  # it has no count in that year, so that nothing is left out
                continue
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
                        "after a merger: give the successor both counts and '{participant}' none, for instance in a "
                        "driver of its own",
                        participant=participant,
                    ),
                    ("keys", version.key, "versions", version.since.text, "among"),
                )


def _dropped(key: Key, version: Version, tree: Tree) -> list[str]:
    """Return the participants that an earlier version counts by the same driver and this one does not, each once.

    A partnership counts for its members, and members for their partnership.
    """
    now = definition_of(key, version)
    among = (*(now.among or ()), *(name for names in now.taken.values() for name in names))
    earlier = [
        participant
        for since, definition in sorted((key.versions or {}).items())
        if version.since is not None and since.start < version.since.start and definition.driver == version.driver
        for participant in definition.among or ()
    ]
    counted = set(_municipalities(among, tree))
    return list(dict.fromkeys(name for name in _municipalities(earlier, tree) if name not in counted))


def _municipalities(participants: Iterable[str], tree: Tree) -> Iterator[str]:
    """Yield the participants without members among `participants` and below them."""
    waiting = list(participants)[::-1]
    while waiting:
        participant = waiting.pop()
        members = tree.members.get(participant, ())
        if not members:
            yield participant
        waiting.extend(reversed(members))
