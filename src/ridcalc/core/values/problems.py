"""What can be wrong: messages, places and problems as values. Nothing here formats or translates."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple, NoReturn

Path = tuple[str | int, ...]


class Message(NamedTuple):
    """A sentence for a person: an English template (the catalogue's key) and the values that fill it."""

    template: str
    values: dict[str, Any]


def say(template: str, /, **values: object) -> Message:
    """Make a message; the catalogue collects its entries from the calls of this function."""
    return Message(template, values)


class Euros(NamedTuple):
    """An amount in cents, in the values of a message; a reader sees it as money."""

    cents: int


class Percentage(NamedTuple):
    """A share, in the values of a message; a reader sees it as a percentage of two decimals at most."""

    share: Fraction


class Number(NamedTuple):
    """A number, in the values of a message; a reader sees it with four decimals at most."""

    number: Fraction


class Place(NamedTuple):
    """Where something stands: a file (or a command-line text), and a line and column that count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    length: int = 1
    excerpt: str | None = None


class Problem(NamedTuple):
    """What stops a run (or, as a warning, what a run tells): code, message, hint, and where it stands.

    The core knows paths in the budget's document only; the loader, which knows the files, fills in the place.
    With `at_key` the place is that of the last path element's name rather than of its value.
    """

    code: str
    message: Message
    hint: Message | None = None
    path: Path = ()
    place: Place | None = None
    at_key: bool = False


class InvalidValueError(ValueError):
    """A value that cannot be taken, with the code, message and hint of the problem that it is."""

    def __init__(self, code: str, message: Message, hint: Message | None = None, path: Path = ()) -> None:
        """Keep what the problem will say; its place is `path`, or else known to whoever catches this."""
        super().__init__(message.template)
        self.code = code
        self.message = message
        self.hint = hint
        self.path = path


class UnavailableError(InvalidValueError):
    """Something that the answer needs has a problem of its own, told elsewhere; nothing more is said of it."""

    def __init__(self) -> None:
        """Carry nothing: whoever meets this passes it over."""
        super().__init__("unavailable", Message("", {}))


MOST_PROBLEMS = 1000
"""How many problems are told at once; who has more solves these first."""


class ProblemsFoundError(Exception):
    """Carries every problem of a run to the edge that shows them; never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order in which they will be shown."""
        self.problems = list(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))


def refuse(code: str, message: Message, hint: Message | None = None, *, place: str) -> NoReturn:
    """End the run with one problem, at a text of the command line or a path of a file or folder.

    Raises:
        ProblemsFoundError: always.
    """
    raise ProblemsFoundError([Problem(code, message, hint, place=Place(place))])


def some(names: Iterable[str], count: int) -> tuple[str, ...]:
    """Return the first few of `count` names for a message, and how many there are besides."""
    more = count - _NAMED_AT_MOST
    return (*islice(names, _NAMED_AT_MOST), *((f"+ {more}",) if more > 0 else ()))


_NAMED_AT_MOST = 5


def each_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those that say what an earlier one says of the same place."""
    found: dict[object, Problem] = {}
    for problem in problems:
        found.setdefault((problem.place, problem.code, str(problem.message)), problem)
    return list(found.values())
