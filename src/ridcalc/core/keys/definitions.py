"""The definitions of a key as they stand in the files: its own or those of its versions, and whom they name."""

from collections.abc import Iterator

from ridcalc.core.budget.model import Budget, Definition, Key
from ridcalc.core.keys.kinds import kind_named
from ridcalc.core.keys.kinds.kind import Kind
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import Path


def definitions_of(key: Key) -> list[tuple[Path, Definition]]:
    """Return the definitions of a key with their paths below it: its own, or those of its versions."""
    if key.versions is None:
        return [((), key)]
    return [(("versions", since.text), definition) for since, definition in key.versions.items()]


def definition_of(key: Key, version: Version) -> Definition:
    """Return the definition of a key that a version of it is."""
    return key if version.since is None else (key.versions or {})[version.since]


def keys_below(key: Key) -> tuple[str, ...]:
    """Return the keys that a key is made of, in any version."""
    found = (other for _, one in definitions_of(key) for kind in _kinds(one) for other in kind.made_of(one))
    return tuple(dict.fromkeys(found))


def named_by(budget: Budget, key: str) -> list[str]:
    """Return everyone whom a key names, in any version and through the keys that it is made of."""
    names: dict[str, None] = {}
    waiting, seen = [key], {key}
    while waiting:
        entry = budget.keys.get(waiting.pop())
        if entry is not None:
            names.update(dict.fromkeys(_named_itself(entry)))
            below = [other for other in keys_below(entry) if other not in seen]
            waiting.extend(below)
            seen.update(below)
    return list(names)


def _named_itself(key: Key) -> Iterator[str]:
    for _, definition in definitions_of(key):
        for kind in _kinds(definition):
            yield from kind.names(definition)


def _kinds(definition: Definition) -> tuple[Kind, ...]:
    """Return the kinds that a definition's fields make: one, or more where that is a problem of its own."""
    return tuple(map(kind_named, definition.kinds))
