"""The definitions of a key in the files, the keys that it blends, and the participants that it names."""

from collections.abc import Iterator

from ridcalc.core.budget.model import Budget, Definition, Key
from ridcalc.core.keys.kinds import kind_named
from ridcalc.core.keys.kinds.kind import Kind
from ridcalc.core.keys.plans import Version
from ridcalc.core.values.problems import Path


def definitions_of(key: Key) -> list[tuple[Path, Definition]]:
    """Return (path below the key, definition) for each version of a key; for a key without versions, the key itself."""
    if key.versions is None:
        return [((), key)]
    return [(("versions", since.text), definition) for since, definition in key.versions.items()]


def definition_of(key: Key, version: Version) -> Definition:
    """Return the definition in `key` that `version` refers to; the key itself if it has no versions."""
    return key if version.since is None else (key.versions or {})[version.since]


def keys_below(key: Key) -> tuple[str, ...]:
    """Return the ids of the keys that a key blends, in any of its versions, each once."""
    blended = (
        other for _, definition in definitions_of(key) for kind in _kinds(definition) for other in kind.keys(definition)
    )
    return tuple(dict.fromkeys(blended))


def named_by(budget: Budget, key: str) -> list[str]:
    """Return the participants that a key names, in any version, itself or through the keys that it blends."""
    return list(dict.fromkeys(name for entry in _with_blended(budget, key) if entry for name in _named_itself(entry)))


def names_all(budget: Budget, key: str) -> bool:
    """Return whether a key and the keys that it blends lack no field of participants because of another problem."""
    return all(
        entry is not None and all(is_complete(definition) for _, definition in definitions_of(entry))
        for entry in _with_blended(budget, key)
    )


def _with_blended(budget: Budget, key: str) -> Iterator[Key | None]:
    """Yield a key and the keys that it blends, directly or through others, each once; None: a key is not there."""
    waiting, seen = [key], {key}
    while waiting:
        entry = budget.keys.get(waiting.pop())
        yield entry
        if entry is not None:
            blended = [other for other in keys_below(entry) if other not in seen]
            waiting.extend(blended)
            seen.update(blended)


def is_complete(definition: Definition) -> bool:
    """Return whether a definition lacks no field by which it names participants."""
    return bool(definition.kinds) and (definition.driver is None or definition.among is not None)


def named_in(budget: Budget, definition: Definition) -> Iterator[str]:
    """Yield the participants that a definition names, itself or through the keys that it blends; one may come twice."""
    for kind in _kinds(definition):
        yield from kind.names(definition)
        for other in kind.keys(definition):
            yield from named_by(budget, other)
    for names in definition.taken.values():
        yield from names


def _named_itself(key: Key) -> Iterator[str]:
    """Yield the participants that the definitions of a key name; one may come more than once."""
    for _, definition in definitions_of(key):
        for kind in _kinds(definition):
            yield from kind.names(definition)
        yield from definition.among or ()  # also without its driver, which is a problem by itself


def _kinds(definition: Definition) -> tuple[Kind, ...]:
    """Return the kinds of a definition. More than one is a problem that the checks report."""
    return tuple(map(kind_named, definition.kinds))
