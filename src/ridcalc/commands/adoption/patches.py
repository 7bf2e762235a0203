"""The differences between two documents as a patch: what a scenario writes to come from the one to the other."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ridcalc.core.budget.document import Items, Node


class Changed(NamedTuple):
    """A text or list of a patch, and the text that it replaces; None: it replaces nothing."""

    value: str | Items
    before: str | None = None


Patch = dict[str, "Changed | Patch | None"]
"""A patch by name; None removes an entry."""


def patch_between(before: Node, after: Node) -> Patch:
    """Return the patch that turns one document into another, in the order of the second."""
    patch: Patch = {}
    for name, value in after.items():
        old = before.get(name)
        if name not in before or old != value:
            patch[name] = _entry(old, value)
    return patch | {name: None for name in before if name not in after}


def _entry(before: object, after: object) -> "Changed | Patch":
    if isinstance(after, Node):
        return patch_between(before if isinstance(before, Node) else Node(), after)
    if isinstance(after, Items):
        return Changed(after)
    return Changed(str(after), before if isinstance(before, str) else None)


def without(patch: Patch, section: str, names: Iterable[str]) -> Patch:
    """Return a patch without some entries of a section, and without the section if no entry is left."""
    entries = patch.get(section)
    if not isinstance(entries, Mapping):
        return patch
    left: Patch = {name: entry for name, entry in entries.items() if name not in set(names)}
    rest: Patch = {name: entry for name, entry in patch.items() if name != section}
    return rest | ({section: left} if left else {})
