"""Mergers: participants that became part of a successor, so that their counts count for it from a year on."""

from collections.abc import Iterable

from ridcalc.core.budget.model import Budget, Definition
from ridcalc.core.budget.references import OfGroup
from ridcalc.core.budget.types import KEY_AMOUNTS
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, Path, Problem, SeveralRefusalsError, say


class Mergers:
    """The participants of a budget that become part of another one. All years are those of amounts."""

    def __init__(self, budget: Budget) -> None:
        """Read the mergers from the participants."""
        self._budget = budget
        self._into: dict[str, list[str]] = {}
        self.until: dict[str, int] = {}
        """Participant → the last year in which it stands by itself."""
        for name, participant in budget.participants.items():
            if participant.successor is not None and participant.until is not None:
                self.until[name] = participant.until
                self._into.setdefault(participant.successor, []).append(name)

    def merged(self, name: str, year: int) -> bool:
        """Return whether a participant is part of its successor in `year`."""
        return name in self.until and self.until[name] < year

    def into(self, name: str, year: int) -> list[str]:
        """Return the participants that are part of `name` in `year`."""
        return [other for other in self._into.get(name, ()) if self.merged(other, year)]

    def named(self, among: Iterable[str], year: int) -> tuple[str, ...]:
        """Return the participants that `among` names in `year`; a group leaves out those that are part of another."""
        if not isinstance(among, OfGroup):
            return tuple(among)
        return tuple(name for name in among if not self.merged(name, year))

    def successor(self, name: str, year: int) -> str:
        """Return the participant for which the counts of `name` count in `year`: itself if it is not merged."""
        while self.merged(name, year):
            name = str(self._budget.participants[name].successor)
        return name

    def refusal(self, name: str, years: Iterable[int], path: Path) -> InvalidValueError:
        """Return the problem of a participant that is named at `path` in years after its merger."""
        first, successor = str(self.until[name] + 1), str(self._budget.participants[name].successor)
        message = say(
            "'{participant}' is named here in {years}, and is part of '{successor}' since {first}",
            participant=name,
            years=tuple(map(str, years)),
            successor=successor,
            first=first,
        )
        hint = say(
            "leave it out from {first} on, in a key by a version of {first}; '{successor}' has its counts",
            first=first,
            successor=successor,
        )
        return InvalidValueError("participant-merged", message, hint, path)

    def problem(self, name: str, years: Iterable[int], path: Path) -> Problem:
        """Return the problem of a participant that is named at `path` in years after its merger."""
        refusal = self.refusal(name, years, path)
        return Problem(refusal.code, refusal.message, refusal.hint, path, at_key=True)

    def changes(self) -> set[int]:
        """Return the years from which counts count for a successor."""
        return {until + 1 for until in self.until.values()}


def refuse_merged(definition: Definition, at: tuple[str, Period | None], year: int, mergers: Mergers) -> None:
    """Refuse a definition that names a participant in a year after its merger; `at` has the key and the version.

    Raises:
        SeveralRefusalsError: the definition does so.
    """
    if not mergers.until:
        return
    key, since = at
    path: Path = ("keys", key) if since is None else ("keys", key, "versions", since.text)
    named: dict[str, Path] = {}
    for field in KEY_AMOUNTS if definition.holds_amounts else ():
        names = getattr(definition, field)
        named |= {name: (*path, field, name) for name in names} if isinstance(names, dict) else {}
    for field, names in (("shares", definition.shares), ("weights", definition.weights)):
        named |= {name: (*path, field, name) for name in names or ()}
    if not isinstance(definition.among, OfGroup):
        named |= {name: (*path, "among", index) for index, name in enumerate(definition.among or ())}
    refusals = [mergers.refusal(name, (year,), place) for name, place in named.items() if mergers.merged(name, year)]
    if refusals:
        raise SeveralRefusalsError(refusals)
