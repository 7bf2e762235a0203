"""Causes: refusals with one cause are one problem, however many measures they stop."""

from collections.abc import Collection, Iterable, Iterator

from ridcalc.core.values.problems import InvalidValueError, Message, Path, Problem, say, some, united


class _Cause:
    """The refusals with one cause, each once, and the measures that they stop, in the order of the budget."""

    def __init__(self) -> None:
        """Start without refusals."""
        self.refusals: dict[InvalidValueError, None] = {}
        self.measures: dict[str, None] = {}
        self.place: Path = ()
        """The path of the first amount in `measures`, if the problem stands there; empty: it stands at its cause."""

    def add(self, refusals: Iterable[InvalidValueError], measures: Iterable[str], place: Path) -> None:
        """Add refusals and measures, and a place; those that are there already have no effect."""
        self.refusals.update(dict.fromkeys(refusals))
        self.measures.update(dict.fromkeys(measures))
        self.place = self.place or place


class Causes:
    """The causes by code and path."""

    def __init__(self) -> None:
        """Start without causes."""
        self._causes: dict[object, _Cause] = {}

    def add(self, refusal: InvalidValueError, *measures: str, place: Path = ()) -> None:
        """Add a refusal and the measures that it stops; with `place` the problem stands at the first such path."""
        self._causes.setdefault((refusal.code, refusal.path), _Cause()).add((refusal,), measures, place)

    def problems(self) -> Iterator[Problem]:
        """Yield one problem for each cause; causes that differ in the years alone are one.

        In keys each place is a cause of its own: what is corrected in one key or version still stands in the other.
        """
        combined: dict[object, _Cause] = {}
        for cause in self._causes.values():
            template, values = united([refusal.message for refusal in cause.refusals])
            path = next(iter(cause.refusals)).path
            place = path if path[:1] == ("keys",) else path[:2]
            same = place, template, str({name: value for name, value in values.items() if name != "years"})
            combined.setdefault(same, _Cause()).add(cause.refusals, cause.measures, cause.place)
        for cause in combined.values():
            yield _problem(cause)


def _problem(cause: _Cause) -> Problem:
    """Return the problem of a cause, at its place or its first path; the hint names the measures."""
    first = min(cause.refusals, key=lambda refusal: refusal.path)
    hints = [refusal.hint for refusal in cause.refusals if refusal.hint]
    hint = _shortened(united(hints)) if hints else None
    if hint and cause.place:
        others = [name for name in cause.measures if name != cause.place[1]]
        hint = say("{hint}; also needed for: {measures}", hint=hint, measures=_few(others)) if others else hint
    elif hint and cause.measures:
        hint = say("{hint}; needed for: {measures}", hint=hint, measures=_few(cause.measures))
    message = _shortened(united([refusal.message for refusal in cause.refusals]))
    return Problem(first.code, message, hint, cause.place or first.path, at_key=True)


def _few(measures: Collection[str]) -> tuple[str, ...]:
    return some(measures, len(measures))


def _shortened(message: Message) -> Message:
    """Return the message with at most a few names in each tuple among its values; years in time order."""
    template, values = message
    if "years" in values:
        values = {**values, "years": tuple(sorted(values["years"]))}
    shown = {name: some(value, len(value)) if type(value) is tuple else value for name, value in values.items()}
    return Message(template, shown)
