"""Warnings that can stand at every entry of a section: one for each entry, or one for all of them if there are many."""

from collections.abc import Callable, Iterator, Sequence

from ridcalc.core.values.problems import Message, Problem, some

MOST_SINGLE = 5
"""Most entries that have a warning each; more have one warning together."""


def together(
    warnings: Sequence[Problem],
    of_all: Callable[[str, tuple[str, ...]], Message],
    names: Sequence[str] | None = None,
) -> Iterator[Problem]:
    """Yield the warnings of one code, or one warning if there are many.

    `of_all` takes the number of warnings and the names of the first ones, and returns the message of that one warning;
    it stands at the first, and has its hint. Without `names` these are the ids that the paths name.
    """
    if len(warnings) <= MOST_SINGLE:
        yield from warnings
        return
    first = warnings[0]
    names = names or [str(warning.path[1]) for warning in warnings]
    yield first._replace(message=of_all(str(len(warnings)), some(names, len(names))))
