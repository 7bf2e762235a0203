"""The definitions of a key as they stand in the files: its own or those of its versions, and whom they name."""

from ridcalc.core.budget.model import Budget, Definition, Key
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


def named_by(budget: Budget, key: str) -> list[str]:
    """Return everyone whom a key names, in any version and through the keys it blends."""
    names: dict[str, None] = {}
    waiting, seen = [key], {key}
    while waiting:
        entry = budget.keys.get(waiting.pop())
        for _, definition in definitions_of(entry) if entry else ():
            names.update(
                dict.fromkeys((*(definition.shares or ()), *(definition.weights or ()), *(definition.among or ())))
            )
            waiting.extend(other for other in definition.blend or () if other not in seen)
            seen.update(definition.blend or ())
    return list(names)
