"""Checks of fields that need or exclude each other. They read unvalidated data, so that fewer mistakes hide them."""

from collections.abc import Iterator

from ridcalc.core.budget.document import Node
from ridcalc.core.budget.sections import ALL, FIELDS_OF_DECISIONS, owner_of
from ridcalc.core.budget.types import KEY_AMOUNTS, KINDS
from ridcalc.core.values.problems import Path, Problem, say

MEASURE_ALTERNATIVES = ("amounts", "total", "yearly", "tariff", "parts", "surcharge")
"""Fields of a measure; a measure has exactly one of them, but `amounts` may also stand beside `parts`."""
INDEX_ALTERNATIVES = ("rates", "values", "mix")
"""Fields of an index; an index has exactly one of them."""
DRIVER_ALTERNATIVES = ("values", "from")
"""Fields of a driver; a driver has exactly one of them."""
OVER_ALTERNATIVES = ("key", "task")
"""Fields of what a surcharge is over, unless that is a list; it has exactly one of them."""
WITHOUT_KEY = ("tariff", "parts")
"""Fields of a measure that give each participant its amount, so that the measure has no key."""
INSTEAD = {"key": WITHOUT_KEY, "booking": ("reserve",)}
"""Field of a measure → fields with which a measure does not have it, not even as a default."""
UNIT_ALTERNATIVES = ("driver", "quantity")
"""Fields of a tariff in a key; such a tariff has exactly one of them."""
KEY_ALTERNATIVES = (*KINDS, "versions")
"""Fields of a key; a key has exactly one of them."""


def check_alternatives(document: Node) -> Iterator[Problem]:
    """Yield the problems of alternative, missing and paired fields, and of empty versions or values."""
    for path, measure in _objects(document, "measures"):
        yield from _check_measure(measure, path)
    for path, index in _objects(document, "indices"):
        yield from _check_index(index, path)
    yield from _check_indexation(document)
    yield from _check_groups(document)
    yield from _check_names_of_organisations(document)
    for path, key in _objects(document, "keys"):
        yield from _check_key(key, path)
    for path, driver in _objects(document, "drivers"):
        yield from _check_driver(driver, path)
    for path, participant in _objects(document, "participants"):
        yield from _together(participant, "members", "key", path)
        yield from _together(participant, "successor", "until", path)


def _check_key(key: Node, path: Path) -> Iterator[Problem]:
    """Yield a problem for fields of a key or its versions that exclude or lack each other, and for empty versions."""
    yield from _check_definition(key, KEY_ALTERNATIVES, path)
    versions = key.get("versions")
    if "versions" in key and (beside := [name for name in key if name in KEY_AMOUNTS]):
        hint = say("write {fields} in each version for which it holds, not beside versions", fields=tuple(beside))
        yield _too_many(key, ["versions", *beside], path)._replace(hint=hint)
    if isinstance(versions, Node) and not versions:
        yield Problem("empty-value", say("there is no period here"), None, (*path, "versions"), at_key=True)
    for period, version in versions.items() if isinstance(versions, Node) else ():
        if isinstance(version, Node):
            yield from _check_definition(version, KINDS, (*path, "versions", period))
    yield from _check_days(key, path)


def _check_days(key: Node, path: Path) -> Iterator[Problem]:
    """Yield a problem if a key that divides by days has no versions, or holds amounts."""
    if "split" not in key:
        return
    versions = key.get("versions", key)
    definitions = versions.values() if isinstance(versions, Node) and "versions" in key else (key,)
    held = [
        name for definition in definitions if isinstance(definition, Node) for name in definition if name in KEY_AMOUNTS
    ]
    if held:
        yield Problem(
            "several-alternatives",
            say("{names} exclude each other; use one of them", names=("split", *dict.fromkeys(held))),
            say("a key with amounts divides a whole year: leave out split, and let versions begin on 1 January"),
            (*path, "split"),
            at_key=True,
        )
    elif "versions" not in key:
        yield _lacks(path, "split", needed="versions")


def _check_driver(driver: Node, path: Path) -> Iterator[Problem]:
    """Yield a problem for fields of a driver that exclude or lack each other, and for empty values."""
    yield from _exactly_one(driver, DRIVER_ALTERNATIVES, path)
    values = driver.get("values")
    if isinstance(values, Node) and not values:
        yield Problem("empty-value", say("there is no year here"), None, (*path, "values"), at_key=True)
    for field in ("average", "round"):
        if field in driver and "values" in driver and "from" not in driver:
            yield _lacks(path, field, needed="from")


def lacks_key(measure: Node) -> bool:
    """Return whether a measure has no key but an amount that a key divides."""
    present = [name for name in MEASURE_ALTERNATIVES if name in measure]
    return "key" not in measure and not any(name in WITHOUT_KEY for name in present)


def _check_measure(measure: Node, path: Path) -> Iterator[Problem]:
    """Yield a problem for fields of a measure that exclude or lack each other."""
    beside = ("amounts",) if "parts" in measure else ()
    yield from _exactly_one(measure, tuple(name for name in MEASURE_ALTERNATIVES if name not in beside), path)
    yield from _together(measure, "total", "spread", path)
    if "ends" in measure and "yearly" not in measure:
        yield _lacks(path, "ends", needed="yearly")
    for kind, others in (
        ("tariff", ("key",)),
        ("parts", ("key", "index", "price_level")),
        ("surcharge", ("index", "price_level")),
        ("reserve", ("booking",)),
    ):
        for other in others:
            if kind in measure and other in measure:
                yield _too_many(measure, [name for name in measure if name in {kind, other}], path)
    surcharge = measure.get("surcharge")
    over = surcharge.get("of") if isinstance(surcharge, Node) else None
    if isinstance(over, Node):
        yield from _exactly_one(over, OVER_ALTERNATIVES, (*path, "surcharge", "of"))


def _check_index(index: Node, path: Path) -> Iterator[Problem]:
    """Yield a problem for fields of an index that exclude or lack each other."""
    yield from _exactly_one(index, INDEX_ALTERNATIVES, path)
    if "precision" in index and "mix" not in index:
        yield _lacks(path, "precision", needed="mix")
    if "correction" in index and "corrections" not in index:
        yield _lacks(path, "correction", needed="corrections")
    if "corrections" in index and "values" in index:
        yield _too_many(index, [name for name in index if name in {"corrections", "values"}], path)


def _check_indexation(document: Node) -> Iterator[Problem]:
    """Yield a problem if the budget has constant prices without the year from which, or that year alone."""
    budget = document.get("budget")
    rules = budget.get("indexation") if isinstance(budget, Node) else None
    if isinstance(rules, Node):
        path = ("budget", "indexation")
        if rules.get("prices") == "constant" and "constant_from" not in rules:
            yield _lacks(path, "prices", needed="constant_from")
        if "constant_from" in rules and "prices" not in rules:
            yield _lacks(path, "constant_from", needed="prices")


def _check_groups(document: Node) -> Iterator[Problem]:
    """Yield a problem for each participant or group with a reserved id, and for each id that is both."""
    participants, groups = document.get("participants"), document.get("groups")
    for section, entries in (("participants", participants), ("groups", groups)):
        if isinstance(entries, Node) and ALL in entries:
            message = say("'{id}' is a reserved word and cannot be an id", id=ALL)
            hint = say("it stands for all participants without members")
            yield Problem("id-form", message, hint, (section, ALL), at_key=True)
    for name in groups if isinstance(groups, Node) else ():
        if isinstance(participants, Node) and name in participants and name != ALL:
            message = say("'{id}' is a participant and a group", id=name)
            yield Problem(
                "duplicate-name", message, say("give one of the two another id"), ("groups", name), at_key=True
            )


def _check_names_of_organisations(document: Node) -> Iterator[Problem]:
    """Yield a problem for each organisation with the id of a field beside which its dates would stand."""
    budget, participants = document.get("budget"), document.get("participants")
    executor = budget.get("executor") if isinstance(budget, Node) else None
    named: list[tuple[Path, object]] = (
        [(("budget", "executor", "id"), executor.get("id"))] if isinstance(executor, Node) else []
    )
    named += [(("participants", name), name) for name in participants] if isinstance(participants, Node) else []
    for path, name in named if "decisions" in document else ():
        if name in FIELDS_OF_DECISIONS:
            message = say("'{id}' is a reserved word and cannot be an id", id=str(name))
            hint = say("under decisions it is a field, beside the ids of organisations")
            yield Problem("id-form", message, hint, path, at_key=path[0] == "participants")


def check_scenario_alternatives(scenario: Node) -> Iterator[Problem]:
    """Yield a problem for a scenario with both `only` and `without`."""
    if "only" in scenario and "without" in scenario:
        yield Problem(
            "several-alternatives",
            say("this scenario has both 'only' and 'without'; use one of the two"),
            say("'only' lists the measures to take, 'without' those to leave out"),
            ("without",),
        )


def _objects(document: Node, section: str) -> Iterator[tuple[Path, Node]]:
    """Yield path and mapping of each entry of a section; entries that are not mappings are skipped."""
    entries = document.get(section)
    for name, entry in entries.items() if isinstance(entries, Node) else ():
        if isinstance(entry, Node):
            yield (section, name), entry


def _check_definition(definition: Node, alternatives: tuple[str, ...], path: Path) -> Iterator[Problem]:
    """Yield a problem for a key, or a version of one, with fields that exclude or lack each other."""
    yield from _exactly_one(definition, alternatives, path)
    yield from _together(definition, "driver", "among", path)
    if "lag" in definition and "driver" not in definition:
        yield _lacks(path, "lag", needed="driver")
    tariffs = definition.get("tariff")
    for participant, tariff in tariffs.items() if isinstance(tariffs, Node) else ():
        if isinstance(tariff, Node):
            yield from _exactly_one(tariff, UNIT_ALTERNATIVES, (*path, "tariff", participant))


def _exactly_one(entry: Node, alternatives: tuple[str, ...], path: Path) -> Iterator[Problem]:
    """Yield a problem unless the entry has exactly one of the alternative fields."""
    present = [name for name in entry if name in alternatives]
    if not present:
        yield Problem(
            "missing-field",
            say("{owner} has none of the fields {options}", owner=owner_of(path), options=alternatives),
            say("give it exactly one of them"),
            path,
            at_key=True,
        )
    elif len(present) > 1:
        yield _too_many(entry, present, path)


def _too_many(entry: Node, present: list[str], path: Path) -> Problem:
    """Return the problem of fields that exclude each other, placed at the last of them."""
    last = next(name for name in reversed(entry) if name in present)
    return Problem(
        "several-alternatives",
        say("{names} exclude each other; use one of them", names=tuple(present)),
        say(
            "take one away; a scenario's patch does that with null: {other}: null",
            other=next(name for name in present if name != last),
        ),
        (*path, last),
        at_key=True,
    )


def _together(entry: Node, first: str, second: str, path: Path) -> Iterator[Problem]:
    """Yield a problem if the entry has one of the two fields without the other."""
    for field, needed in ((first, second), (second, first)):
        if field in entry and needed not in entry:
            yield _lacks(path, field, needed=needed)


def _lacks(path: Path, field: str, *, needed: str) -> Problem:
    """Return the problem of an entry that has `field` without the field `needed`."""
    message = say("'{one}' needs '{other}' as well", one=field, other=needed)
    return Problem("missing-field", message, None, (*path, field), at_key=True)
