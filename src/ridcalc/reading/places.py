"""The places of problems in the files, and the order in which problems are shown."""

from collections.abc import Iterable

from ridcalc.core.budget.document import Node, locate
from ridcalc.core.values.problems import Place, Problem, each_once

_NOWHERE = Node()
"""An empty document, for problems that already have a place."""


def in_order(problems: Iterable[Problem], document: Node = _NOWHERE) -> list[Problem]:
    """Return the problems with their places, without duplicates, sorted by file, line and column."""
    placed = [
        problem if problem.place else problem._replace(place=locate(document, problem.path, at_key=problem.at_key))
        for problem in problems
    ]
    return sorted(each_once(placed), key=lambda problem: _position(problem.place))


def _position(place: Place | None) -> tuple[str, int, int]:
    return (place.file, place.line or 0, place.column or 0) if place else ("", 0, 0)
