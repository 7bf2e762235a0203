"""Overlays: JSON Merge Patch (RFC 7396) on plain data. Every value keeps the place that set it."""

from ridcalc.core.budget.document import Node
from ridcalc.core.values.problems import Path, Problem, say


def merge(target: Node, patch: Node, problems: list[Problem], path: Path = ()) -> Node:
    """Return a copy of `target` with `patch` merged into it. Problems found are added to `problems`.

    Mappings merge, other values are replaced, and null removes an entry; a null for an entry that does not exist is a
    problem. Entries that the patch adds come last. Changed values get their place in the patch. An object or section
    that the patch changes keeps its place in the target, unless the patch removes one of its entries.
    """
    merged = target.copy()
    for name, value in patch.items():
        here = (*path, name)
        if value is None:
            if name in merged:
                merged.remove(name)
            else:
                problems.append(_nothing_to_remove(patch, name, here))
        elif isinstance(value, Node):
            existing = merged.get(name)
            keeps_place = isinstance(existing, Node) and len(here) <= _OBJECT and None not in value.values()
            spot = merged.spots[name] if keeps_place else patch.spots[name]
            merged.set(name, merge(existing if isinstance(existing, Node) else Node(), value, problems, here), spot)
        else:
            merged.set(name, value, patch.spots[name])
    return merged


_OBJECT = 2
"""Length of the path of an object: section and id."""


def _nothing_to_remove(patch: Node, name: str, path: Path) -> Problem:
    """Return the problem of a null for an entry that does not exist."""
    return Problem(
        "null-without-target",
        say("null removes {path}, which does not exist", path=".".join(map(str, path))),
        place=patch.spots[name].of_key(name),
    )
