"""The values of the base files that a scenario replaces or removes, and those among them that could not be read."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from ridcalc.core.budget.context import Definitions
from ridcalc.core.budget.document import Items, Node, locate
from ridcalc.core.budget.model import Budget, Replaced
from ridcalc.core.budget.sections import WITH_ENTRIES
from ridcalc.core.values.problems import Path, Problem
from ridcalc.reading.validation import problems_in

_MISSING = object()


def replaced_values(base: Node, patches: Iterable[Node], patched: Node, known: Definitions) -> tuple[Replaced, ...]:
    """Return the values of the base files that the patches replace or remove, each once, in the order of the patches.

    `patched` is the outcome of the patches, and `known` holds the ids of the base files.
    """
    paths = dict.fromkeys(path for patch in patches for path in _replacing(base, patch))
    values = {path: (_at(base, path), _at(patched, path)) for path in paths}
    changed = {path: pair for path, pair in values.items() if pair[0] != pair[1]}
    problems = _problems(base, list(changed), known) if changed else []
    return tuple(
        Replaced(
            path,
            _text(before),
            _text(after),
            removed=after is _MISSING,
            problem=next((problem for problem in problems if problem.path[: len(path)] == path), None),
        )
        for path, (before, after) in changed.items()
    )


def _replacing(base: Node, patch: Node, above: Path = ()) -> Iterator[Path]:
    """Yield the path of each value in the base files that a patch replaces or removes."""
    for name, value in patch.items():
        if name not in base:
            continue
        before = base[name]
        if isinstance(value, Node) and isinstance(before, Node):
            yield from _replacing(before, value, (*above, name))
        else:
            yield (*above, name)


def _at(node: Any, path: Path) -> Any:  # noqa: ANN401  plain data
    """Return the value at a path; _MISSING if there is none."""
    for part in path:
        node = node.get(str(part), _MISSING) if isinstance(node, Node) else _MISSING
    return node


def _text(value: object) -> str | None:
    """Return a value as the files write it; None for a mapping, for a value that could not be read, and for none."""
    if isinstance(value, Items):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else None


def _problems(base: Node, paths: Iterable[Path], known: Definitions) -> list[Problem]:
    """Return the problems of the entries that hold the paths, as the base files have them, each with its place."""
    document = Node()
    for section, *below in paths:
        name, entries = str(section), base[str(section)]
        if not below or name not in WITH_ENTRIES:
            document.set(name, entries, base.spots[name])
            continue
        if name not in document:
            document.set(name, Node(), base.spots[name])
        document[name].set(str(below[0]), entries[below[0]], entries.spots[str(below[0])])
    found: list[Problem] = []
    try:
        Budget.model_validate(document, context=known)
    except ValidationError as error:
        found = problems_in(error, Budget, document)
    return [problem._replace(place=locate(base, problem.path, at_key=problem.at_key)) for problem in found]
