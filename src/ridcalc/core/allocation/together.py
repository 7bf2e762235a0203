"""Warnings that can stand at every entry of a section: one for each entry, or one for all of them if there are many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ridcalc.core.values.grouping import grouped
from ridcalc.core.values.problems import Message, Problem, say, some

MOST_SINGLE = 5
"""Most entries that have a warning each; more have one warning together."""

OfAll = Callable[[str, tuple[str, ...]], Message]
"""Takes a number of entries and the names of the first ones, and returns the message of one warning about all."""


def together(
    warnings: Sequence[Problem],
    of_all: OfAll,
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
    yield first._replace(message=of_all(str(len(warnings)), some(names, len(names))), entries=tuple(names))


def each_together(warnings: Iterable[Problem], of_all: Mapping[str, OfAll]) -> Iterator[Problem]:
    """Yield the warnings of several codes, those of a code in `of_all` as one if they stand at many entries.

    That one stands where the first would, and has a hint if all have the same hint.
    """
    found = list(warnings)
    groups: dict[str, list[Problem]] = {}
    for warning in found:
        if warning.code in of_all:
            groups.setdefault(warning.code, []).append(warning)
    names = {code: tuple(dict.fromkeys(map(_entry, group))) for code, group in groups.items()}
    for warning in found:
        entries = names.get(warning.code, ())
        if len(entries) <= MOST_SINGLE:
            yield warning
        elif warning is groups[warning.code][0]:
            alike = len({str(other.hint) for other in groups[warning.code]}) == 1
            message = of_all[warning.code](str(len(entries)), some(entries, len(entries)))
            yield warning._replace(message=message, hint=warning.hint if alike else None, entries=entries)


def across_scenarios(warnings: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the warnings of several scenarios; one about many entries takes up those about entries of other scenarios.

    Otherwise a scenario without some of the entries would repeat the warnings about the others.
    """
    found = list(warnings)
    groups = grouped(found, lambda warning: (warning.code, warning.path[:1]))
    for warning in found:
        group = groups[warning.code, warning.path[:1]]
        many = next((other for other in group if other.entries and "ids" in other.message.values), None)
        if many is None:
            yield warning
        elif warning is many:
            yield _about_all(many, group)


def _about_all(many: Problem, group: Iterable[Problem]) -> Problem:
    """Return the warning about many entries, about those of the others of the group as well."""
    entries = tuple(dict.fromkeys(name for one in group for name in (one.entries or (_entry(one),))))
    template, values = many.message
    counted = {**values, "ids": some(entries, len(entries))}
    if "count" in values:
        counted["count"] = str(len(entries))
    return many._replace(message=say(template, **counted), entries=entries)


def _entry(warning: Problem) -> str:
    """Return the id of the entry that a warning stands at; the settings of the budget have it one level lower."""
    return str(warning.path[2] if warning.path[0] == "budget" and len(warning.path) > 2 else warning.path[1])
