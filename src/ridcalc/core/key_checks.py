"""Checks of the keys in the periods of the amounts that they divide: one problem for each cause, however often used."""

from collections.abc import Iterable, Iterator

from ridcalc.core.budget.model import Budget
from ridcalc.core.budget.sections import problem_at
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.keys.kinds import kind_of
from ridcalc.core.values.periods import parse_period
from ridcalc.core.values.problems import InvalidValueError, Message, Problem, UnavailableError, say, some, united

_MATTERS_IN_USE = frozenset({"no-reference-year", "no-version-in-force", "period-spans-versions"})
"""Codes of problems that count only for a key that divides an amount in the period."""


def check_keys_in_use(budget: Budget) -> Iterator[Problem]:
    """Yield the problems of keys, including the keys of partnerships, in the periods of the amounts they divide.

    A refusal with a path has its cause there, and all its uses are one problem. Another refusal is a problem at each
    amount.
    """
    book = KeyBook(budget)
    used: set[str] = set()
    causes = _Causes()
    for name, measure in budget.measures.items():
        field, periods = measure.dated
        for period in periods:
            try:
                plan = book.plan(measure.key, period)
                used.update(version.key for version in plan.versions)
            except UnavailableError:
                continue
            except InvalidValueError as refusal:
                if refusal.path:
                    causes.add(refusal, name)
                else:
                    yield problem_at(refusal, "measures", name, field, period.text, at_key=True)
    yield from _keys_not_in_use(budget, book, used, causes)
    yield from causes.problems()


def _keys_not_in_use(budget: Budget, book: KeyBook, used: set[str], causes: "_Causes") -> Iterator[Problem]:
    """Yield or add the problems, in the years of the budget, of keys that divide no amount."""
    years = sorted(budget.settings.years)
    for name, key in budget.keys.items():
        same_every_year = key.kinds and kind_of(key).steady  # then one year is enough
        for year in () if name in used else years[:1] if same_every_year else years:
            try:
                book.weights(name, parse_period(str(year)))
            except UnavailableError:
                continue
            except InvalidValueError as refusal:
                if refusal.code in _MATTERS_IN_USE:
                    continue
                if refusal.path:
                    causes.add(refusal)
                else:
                    yield problem_at(refusal, "keys", name, at_key=True)


class _Cause:
    """The refusals with one cause, each once, and the measures that they stop, in the order of the budget."""

    def __init__(self) -> None:
        """Start without refusals."""
        self.refusals: dict[InvalidValueError, None] = {}
        self.measures: dict[str, None] = {}

    def add(self, refusals: Iterable[InvalidValueError], measures: Iterable[str]) -> None:
        """Add refusals and measures; those that are there already have no effect."""
        self.refusals.update(dict.fromkeys(refusals))
        self.measures.update(dict.fromkeys(measures))


class _Causes:
    """The causes by code and path."""

    def __init__(self) -> None:
        """Start without causes."""
        self._causes: dict[object, _Cause] = {}

    def add(self, refusal: InvalidValueError, *measures: str) -> None:
        """Add a refusal and the measures that it stops."""
        self._causes.setdefault((refusal.code, refusal.path), _Cause()).add((refusal,), measures)

    def problems(self) -> Iterator[Problem]:
        """Yield one problem for each cause; causes that differ in the years alone are one."""
        combined: dict[object, _Cause] = {}
        for cause in self._causes.values():
            template, values = united([refusal.message for refusal in cause.refusals])
            same = template, str({name: value for name, value in values.items() if name != "years"})
            combined.setdefault(same, _Cause()).add(cause.refusals, cause.measures)
        for cause in combined.values():
            yield _problem(cause)


def _problem(cause: _Cause) -> Problem:
    """Return the problem of a cause, at the first of its paths; the hint names the measures that it stops."""
    first = min(cause.refusals, key=lambda refusal: refusal.path)
    hints = [refusal.hint for refusal in cause.refusals if refusal.hint]
    hint = _shortened(united(hints)) if hints else None
    if hint and cause.measures:
        measures = some(cause.measures, len(cause.measures))
        hint = say("{hint}; needed for: {measures}", hint=hint, measures=measures)
    message = _shortened(united([refusal.message for refusal in cause.refusals]))
    return Problem(first.code, message, hint, first.path, at_key=True)


def _shortened(message: Message) -> Message:
    """Return the message with at most a few names in each tuple among its values; years in time order."""
    template, values = message
    if "years" in values:
        values = {**values, "years": tuple(sorted(values["years"]))}
    shown = {name: some(value, len(value)) if type(value) is tuple else value for name, value in values.items()}
    return Message(template, shown)
