"""Checks of what makes keys and counts change with time: transitions, participants that join, days and mergers."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from ridcalc.core.budget.model import Budget, Definition, Key
from ridcalc.core.budget.references import OfGroup
from ridcalc.core.keys.definitions import definitions_of, named_by, names_all
from ridcalc.core.keys.mergers import Mergers
from ridcalc.core.values.problems import Path, Problem, say


def check_time_rules(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of keys and participants that change with time."""
    for name, key in budget.keys.items():
        yield from _days_without_split(name, key)
        for below, definition in definitions_of(key):
            path = ("keys", name, *below)
            yield from _path_falls(definition, path)
            if definition.joins and names_all(budget, name):
                yield from _joins_others(definition, path, named_by(budget, name))
    yield from _named_after_merger(budget)


def _days_without_split(name: str, key: Key) -> Iterator[Problem]:
    """Yield a problem for the first version that begins on a day, in a key that does not divide amounts by days."""
    days = [since for since in sorted(key.versions or ()) if since.is_day] if key.split is None else []
    for since in days[:1]:
        yield Problem(
            "missing-field",
            say("a version that begins on a day needs 'split' as well"),
            say(
                "write split: days beside versions, or let it begin with a period, such as {month}",
                month=since.month,
            ),
            ("keys", name, "versions", since.text),
            at_key=True,
        )


def _path_falls(definition: Definition, path: Path) -> Iterator[Problem]:
    """Yield a problem for each year of a transition with a smaller share of the new key than the year before."""
    shares = definition.transition.path if definition.transition else {}
    for earlier, later in pairwise(sorted(shares)):
        if shares[later] < shares[earlier]:
            yield Problem(
                "path-falls",
                say(
                    "the share of the new key falls from {before} in {earlier} to {after} in {later}",
                    before=shares[earlier],
                    after=shares[later],
                    earlier=str(earlier),
                    later=str(later),
                ),
                say(
                    "a transition goes one way: give {later} at least {before}",
                    later=str(later),
                    before=shares[earlier],
                ),
                (*path, "transition", "path", str(later)),
            )


def _joins_others(definition: Definition, path: Path, named: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each participant that joins a key without being named in it."""
    for name in definition.joins:
        if name not in named:
            yield Problem(
                "joins-not-named",
                say("'{participant}' joins here, and the key does not name it", participant=name),
                say("name it in the key with the weight that it has once it has joined"),
                (*path, "joins", name),
                at_key=True,
            )


def check_mergers(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each participant that merges into itself, directly or through its successors."""
    for name in budget.participants:
        seen = [name]
        while (following := budget.participants[seen[-1]].successor) in budget.participants and following not in seen:
            seen.append(str(following))
        if following == name and name == min(seen, key=list(budget.participants).index):
            yield Problem(
                "successor-cycle",
                say("these participants are each other's successors: {cycle}", cycle=(*seen, name)),
                say("a successor goes on by itself: leave out one of these"),
                ("participants", name, "successor"),
            )


def _named_after_merger(budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each tariff or part that names a participant in a year after its merger."""
    mergers = Mergers(budget)
    if not mergers.until:
        return
    for name, measure in budget.measures.items():
        tariff = measure.tariff
        if tariff is not None and not isinstance(tariff.among, OfGroup):
            years = [year for year in sorted(budget.settings.years) if year >= min(tariff.price)]
            for index, participant in enumerate(tariff.among):
                late = [year for year in years if mergers.merged(participant, year)]
                if late:
                    yield mergers.problem(participant, late, ("measures", name, "tariff", "among", index))
        for period, parts in (measure.parts or {}).items():
            for participant in parts:
                if mergers.merged(participant, period.year):
                    path = ("measures", name, "parts", period.text, participant)
                    yield mergers.problem(participant, (period.year,), path)
