"""What remains of a document without its wrong parts, completed so that the remainder can be checked."""

import re
from collections.abc import Iterator

from ridcalc.core.budget.document import Items, Node, Source, Spot
from ridcalc.core.budget.model import Budget
from ridcalc.core.values.problems import Path


def pruned(document: Node, paths: list[Path]) -> Node:
    """Return the document without the field of each path, or without the object if the field is missing."""
    document = document.copy()
    copied: set[Path] = set()
    for path in paths:
        for length in (3, 2) if len(path) > 1 else (1,):
            if len(path) >= length and _remove(document, path[:length], copied):
                break
    return document


REQUIRED = [field.alias or name for name, field in Budget.model_fields.items() if field.is_required()]
"""Names of the sections that every budget has."""


def completed(document: Node) -> Node:
    """Return the document with an empty section for each missing section, so that the rest can be checked."""
    place = Spot(Source("", b"", ""), 0, 0, 0, 0, 0)
    for section in REQUIRED:
        if not isinstance(document.get(section), Node):
            document.set(section, Node(), place)
    settings = document["budget"] = document["budget"].copy()
    if not isinstance(settings.get("years"), Items):
        years = Items()
        years += _some_years(document)
        settings.set("years", years, place)
    return document


_LATE = "2099"
"""The year of a budget whose own years cannot be read, and whose measures name none, so that the rest is checked."""
_OF_BUDGET = ("amounts", "parts", "spread")
"""The fields of a measure whose periods are all within the budget; entries of other fields may begin before it."""


def _some_years(document: Node) -> list[str]:
    """Return the years of amounts, and the last year that a measure or a price level names."""
    measures = [measure for measure in document["measures"].values() if isinstance(measure, Node)]
    fields = (measure.get(field) for measure in measures for field in _OF_BUDGET)
    years = {year for field in fields if isinstance(field, Node) for year in _years_named(field)}
    level = document["budget"].get("price_level")
    levels = [level] if isinstance(level, str) else []
    return sorted({*years, max((*_years_named(document["measures"]), *levels), default=_LATE)})


def _years_named(node: Node) -> Iterator[str]:
    """Yield the years with which names below `node` begin, those of periods, and the price levels."""
    for name, value in node.items():
        if re.match(r"[0-9]{4}(-|$)", name):
            yield name[:4]
        if isinstance(value, Node):
            yield from _years_named(value)
        elif name == "price_level" and isinstance(value, str):
            yield value


def _remove(document: Node, path: Path, copied: set[Path]) -> bool:
    """Remove the value at a path from a copied document; return whether it was there. `copied` has the copied parts."""
    node = document
    for depth, part in enumerate(path[:-1], 1):
        below = node.get(str(part))
        if not isinstance(below, Node):
            return False
        if path[:depth] not in copied:
            copied.add(path[:depth])
            below = node[str(part)] = below.copy()
        node = below
    if path[-1] not in node:
        return False
    node.remove(str(path[-1]))
    return True
