"""Messages, places and problems as values. language/ translates messages and render/ formats problems."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple, NoReturn

Path = tuple[str | int, ...]
"""A path in the budget's document: section, id, field and so on; list items by position from 0."""


class Message(NamedTuple):
    """A sentence for the user: an English template, which is the key in the catalogue, and the values of its fields."""

    template: str
    values: dict[str, Any]


def say(template: str, /, **values: object) -> Message:
    """Return a message. The catalogue's entries are the templates in the calls of this function."""
    return Message(template, values)


class Euros(NamedTuple):
    """An amount in cents among the values of a message; shown as money."""

    cents: int


class Percentage(NamedTuple):
    """A share of 1 among the values of a message; shown as a percentage with at most two decimals."""

    share: Fraction


class Number(NamedTuple):
    """A number among the values of a message; shown with at most four decimals."""

    number: Fraction


class Exact(NamedTuple):
    """A number among the values of a message; shown with all its decimals, or as a fraction if they do not end."""

    number: Fraction


class Place(NamedTuple):
    """A place in a file, or in a text of the command line. Lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    length: int = 1
    """The number of characters, for the carets below the excerpt."""
    excerpt: str | None = None
    """The whole line."""


class Problem(NamedTuple):
    """A problem, which stops a run, or a warning, which does not: code, message, hint and place.

    The core gives the path in the budget's document; the loader, which knows the files, fills in the place.
    With `at_key` the place is the name of the last path element, otherwise its value.
    """

    code: str
    message: Message
    hint: Message | None = None
    path: Path = ()
    place: Place | None = None
    at_key: bool = False
    entries: tuple[str, ...] = ()
    """The ids of all entries that a warning is about, where its message counts them or names the first as `ids`."""


class InvalidValueError(ValueError):
    """A value is invalid. Carries the code, message and hint of the problem to report."""

    def __init__(self, code: str, message: Message, hint: Message | None = None, path: Path = ()) -> None:
        """Keep the parts of the problem. If `path` is empty, the code that catches the error knows the path."""
        super().__init__(message.template)
        self.code = code
        self.message = message
        self.hint = hint
        self.path = path

    @property
    def all(self) -> "tuple[InvalidValueError, ...]":
        """The error, or the errors that it stands for."""
        return (self,)


class SeveralRefusalsError(InvalidValueError):
    """Several values are invalid. Is itself the first of these errors."""

    def __init__(self, refusals: "list[InvalidValueError]") -> None:
        """Keep the errors, one or more."""
        first = refusals[0]
        super().__init__(first.code, first.message, first.hint, first.path)
        self._refusals = tuple(refusals)

    @property
    def all(self) -> "tuple[InvalidValueError, ...]":
        """The errors that it stands for."""
        return self._refusals


class UnavailableError(InvalidValueError):
    """A needed value is unavailable because of a problem that is reported elsewhere. Report nothing more."""

    def __init__(self) -> None:
        """Carry an empty message: the code that catches the error does not report it."""
        super().__init__("unavailable", Message("", {}))


MOST_PROBLEMS = 1000
"""Most problems that one run reports."""


class ProblemsFoundError(Exception):
    """A run has problems. Carries all of them, at least one, to the code that prints them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order in which they are printed."""
        self.problems = list(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))


def refuse(code: str, message: Message, hint: Message | None = None, *, place: str) -> NoReturn:
    """Raise one problem at `place`: a text of the command line, or the path of a file or folder.

    Raises:
        ProblemsFoundError: Always.
    """
    raise ProblemsFoundError([Problem(code, message, hint, place=Place(place))])


def some(names: Iterable[str], count: int) -> tuple[str, ...]:
    """Return the first five of `count` names for a message, followed by `+ N` if N names are left out."""
    more = count - _MOST_NAMES
    return (*islice(names, _MOST_NAMES), *((f"+ {more}",) if more > 0 else ()))


_MOST_NAMES = 5
"""Most names in one message."""


def united(messages: Sequence[Message]) -> Message:
    """Return the first message, with in each tuple among its values the items of all messages."""
    values: dict[str, Any] = dict(messages[0].values)
    for name, value in values.items():
        if type(value) is tuple:  # not a message, which is a tuple too
            values[name] = tuple(dict.fromkeys(item for message in messages for item in message.values.get(name, ())))
    return Message(messages[0].template, values)


def one_per_object(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems; those that differ only in the tuples of their messages, such as missing fields, as one."""
    groups: dict[object, list[Problem]] = {}
    for problem in problems:
        values = {name: value for name, value in problem.message.values.items() if type(value) is not tuple}
        groups.setdefault((problem.path, problem.code, problem.message.template, str(values)), []).append(problem)
    return [group[0]._replace(message=united([problem.message for problem in group])) for group in groups.values()]


def each_once(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repeats: the first of those with the same place, code and message."""
    distinct: dict[object, Problem] = {}
    for problem in problems:
        distinct.setdefault((problem.place, problem.code, str(problem.message)), problem)
    return list(distinct.values())
