"""Keys of dated versions: each is in force from the start of its period until the next begins."""

from bisect import bisect_right

from ridcalc.core.budget.model import Definition, Key
from ridcalc.core.values.periods import Period
from ridcalc.core.values.problems import InvalidValueError, UnavailableError, say


class Versions:
    """The versions of a key, in time order; a key without versions has one definition, which always holds."""

    def __init__(self, name: str, key: Key) -> None:
        """Take the key's id, and the key."""
        self._name = name
        self._key = key
        self._starts = sorted(key.versions or ())

    def in_force(self, period: Period) -> tuple[Period | None, Definition]:
        """Return since when the definition holds that is in force in `period` (None: always), and the definition.

        Raises:
            Refused: the period spans two versions, or comes before the first.
            Unavailable: there is no version at all, which is a problem of its own.
        """
        if self._key.versions is None:
            return None, self._key
        if not self._key.versions:
            raise UnavailableError
        begun = bisect_right(self._starts, period.start, key=lambda since: since.start)
        following = self._starts[begun : begun + 1]
        if following and following[0].start < period.end:
            raise self._spans(period, following[0])
        if not begun:
            raise self._not_yet(period)
        since = self._starts[begun - 1]
        return since, self._key.versions[since]

    def _spans(self, period: Period, since: Period) -> InvalidValueError:
        told = say(
            "{period} spans two versions of key '{key}': a new one begins at {since}",
            period=period.text,
            key=self._name,
            since=since.text,
        )
        return InvalidValueError("period-spans-versions", told, say("split the amount at {since}", since=since.text))

    def _not_yet(self, period: Period) -> InvalidValueError:
        told = say("key '{key}' has no version in force in {period}", key=self._name, period=period.text)
        hint = say("its first version begins at {since}", since=self._starts[0].text)
        return InvalidValueError("no-version-in-force", told, hint)
