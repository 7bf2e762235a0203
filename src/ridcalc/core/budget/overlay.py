"""Overlays: a JSON Merge Patch (RFC 7396) on plain data, in which every value keeps the place that set it."""

from ridcalc.core.budget.document import Node
from ridcalc.core.values.problems import Path, Problem, say


def merge(target: Node, patch: Node, problems: list[Problem], path: Path = ()) -> Node:
    """Return `target` with `patch` laid over it; neither is changed.

    Mappings merge, everything else is replaced whole, and null removes. A null for an entry that does not exist is
    added to `problems`. Entries that the patch adds come last. What it touches is placed where the patch says it; an
    object that it goes into stays placed where it was, unless something is taken from it.
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
            below = merged.get(name)
            stays = isinstance(below, Node) and len(here) <= _OBJECT and None not in value.values()
            spot = merged.spots[name] if stays else patch.spots[name]
            merged.set(name, merge(below if isinstance(below, Node) else Node(), value, problems, here), spot)
        else:
            merged.set(name, value, patch.spots[name])
    return merged


_OBJECT = 2
"""The length of the path of an object: its section and its id."""


def _nothing_to_remove(patch: Node, name: str, path: Path) -> Problem:
    return Problem(
        "null-without-target",
        say("null removes {path}, which does not exist", path=".".join(map(str, path))),
        place=patch.spots[name].of_key(name),
    )
