"""Keys with dated versions: a version is in force from the start of its period until the next begins."""

from bisect import bisect_right

from ridcalc.core.budget.model import Definition, Key
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, UnavailableError, say


class Versions:
    """The versions of a key, in time order. A key without versions has one definition, which is always in force."""

    def __init__(self, name: str, key: Key) -> None:
        """Keep the key and its id `name`, and sort its versions by start."""
        self._name = name
        self._key = key
        self._starts = sorted(key.versions or ())

    def in_force(self, period: Period) -> tuple[Period | None, Definition]:
        """Return the start (None: always in force) and the definition of the version that is in force in `period`.

        Raises:
            InvalidValueError: the period spans two versions, or comes before the first.
            UnavailableError: `versions` is empty, or one begins on a day without `split`; the checks report that.
        """
        if self._key.versions is None:
            return None, self._key
        if not self._key.versions:
            raise UnavailableError
        begun = bisect_right(self._starts, period.start, key=lambda since: since.start)
        following = self._starts[begun : begun + 1]
        if following and following[0].start < period.end:
            raise UnavailableError if following[0].is_day and not self._key.split else self._spans(period, following[0])
        if not begun:
            raise self._not_yet(period)
        since = self._starts[begun - 1]
        return since, self._key.versions[since]

    def _spans(self, period: Period, since: Period) -> InvalidValueError:
        """Return the error of a period in which the version from `since` begins, with a hint."""
        message = say(
            "{period} spans two versions of key '{key}': a new one begins at {since}",
            period=period.text,
            key=self._name,
            since=since.text,
        )
        hint = say(
            "split the amount at {since}, or write split: days beside versions, to divide it by days", since=since.text
        )
        return InvalidValueError("period-spans-versions", message, hint)

    def _not_yet(self, period: Period) -> InvalidValueError:
        """Return the error of a period before the first version, with a hint."""
        message = say("key '{key}' has no version in force in {years}", key=self._name, years=(period.text,))
        hint = say(
            "its first version begins at {since}: add the version before it, or let it begin earlier",
            since=self._starts[0].text,
        )
        return InvalidValueError("no-version-in-force", message, hint, ("keys", self._name, "versions"))
