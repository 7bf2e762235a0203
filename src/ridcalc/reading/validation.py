"""Validation of plain data: the budget of the models, or the errors of pydantic as problems with a path."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import islice
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ridcalc.core.budget.alternatives import check_alternatives, lacks_key
from ridcalc.core.budget.context import Definitions, Scenarios
from ridcalc.core.budget.document import BROKEN, Items, Node, is_broken
from ridcalc.core.budget.later import loaded
from ridcalc.core.budget.model import Budget, Measure
from ridcalc.core.budget.parsers import value_kind
from ridcalc.core.budget.sections import OF_ORGANISATIONS, owner_of, problem_at
from ridcalc.core.budget.types import MAPPING, SINGLE
from ridcalc.core.checks import check_budget
from ridcalc.core.values.problems import (
    MOST_PROBLEMS,
    InvalidValueError,
    Message,
    Path,
    Place,
    Problem,
    UnavailableError,
    one_per_object,
    say,
)
from ridcalc.core.values.suggestions import DUTCH_FIELDS, EXAMPLES, did_you_mean
from ridcalc.reading.known import entry_at, filled_in, known_in

Names = Callable[[str], frozenset[str]]
"""A function from the name of a section to the ids in the section."""


def validate_budget(
    document: Node,
    scenarios: Scenarios,
    unread: frozenset[str],
    selected: Callable[[dict[str, Measure]], Collection[str]],
    *,
    sound: bool,
) -> tuple[Budget | None, list[Problem]]:
    """Return the budget of the merged document (None if it has problems), and its problems.

    `unread` has the names of the sections whose file could not be read. These sections and references to them are not
    reported. `selected` returns which of the measures the scenario takes. `sound`: reading gave no problems.
    """
    known = known_in(document, scenarios, unread)
    document = filled_in(document, known)
    wrong_fields = (problem for problem in check_alternatives(document) if not is_broken(document, problem.path))
    problems = list(islice(wrong_fields, MOST_PROBLEMS + 1))
    budget, model_problems = _validate(document, known)
    model_problems = one_per_object([*model_problems, *_without_key(document)])
    problems += [problem for problem in model_problems if problem.path not in {(section,) for section in unread}]
    if problems:
        from ridcalc.reading.misspelt import without_misspelt  # a sound budget has no misspelt field

        problems = list(without_misspelt(problems))
    if budget is not None and len(problems) <= MOST_PROBLEMS:
        sound = sound and not problems
        problems += islice(check_budget(budget, selected(budget.measures), sound=sound), MOST_PROBLEMS + 1)
    return (None if problems or unread else budget), problems


def _without_key(document: Node) -> Iterator[Problem]:
    """Yield a problem for each measure with an amount that a key divides, but without a key."""
    measures = document.get("measures")
    for name, measure in measures.items() if isinstance(measures, Node) else ():
        if isinstance(measure, Node) and lacks_key(measure):
            yield _missing(("measures", name, "key"), document, lambda section: frozenset(document[section]))


def _validate(document: Node, known: Definitions) -> tuple[Budget | None, list[Problem]]:
    """Return the budget and its problems. After an error the wrong parts are removed, so that the rest is checked."""
    problems: list[Problem] | None = None
    for _ in range(3):  # remove the wrong fields first, then the objects that need them
        try:
            return Budget.model_validate(document, context=known), problems or []
        except ValidationError as error:
            if problems is None:
                problems = problems_in(error, Budget, document)
            if error.error_count() > MOST_PROBLEMS:
                break
            paths = [
                tuple(part for part in entry["loc"] if part not in _NOT_IN_PATHS)
                for entry in error.errors(include_url=False, include_input=False)
            ]
            from ridcalc.reading.remainder import completed, pruned  # of a sound budget nothing is removed

            document = completed(pruned(document, paths))
    return None, problems or []


_NOT_IN_PATHS = frozenset({"[key]", MAPPING, SINGLE, OF_ORGANISATIONS})
"""The parts of pydantic's paths that are no part of a path in the files."""


def problems_in(error: ValidationError, model: type[BaseModel], document: Node) -> list[Problem]:
    """Return the errors of pydantic as problems, without those about values that could not be read."""

    @cache
    def names(section: str) -> frozenset[str]:
        return frozenset(document[section])

    return one_per_object(
        problem
        for entry in islice(error.errors(include_url=False), MOST_PROBLEMS + 1)
        if (problem := _problem(entry, model, document, names)) is not None
    )


def _problem(entry: Any, model: type[BaseModel], document: Node, names: Names) -> Problem | None:  # noqa: ANN401  pydantic's error details
    at_key = entry["loc"][-1:] == ("[key]",)
    path: Path = tuple(part for part in entry["loc"] if part not in _NOT_IN_PATHS)
    if is_broken(document, path) and not at_key:
        return None
    kind, refusal = entry["type"], entry.get("ctx", {}).get("error")
    if isinstance(refusal, UnavailableError):
        return None
    if isinstance(refusal, InvalidValueError):
        return problem_at(refusal, *path, at_key=at_key)
    if kind == "missing":
        return _missing(path, document, names)
    if kind == "extra_forbidden":
        return unknown_field(path, _fields_at(model, path[:-1]))
    expected = say("a list") if kind in {"tuple_type", "list_type"} else say("a mapping")
    message = say("expected {expected}, found {kind}", kind=value_kind(entry["input"]), expected=expected)
    return Problem("wrong-type", message, _example_hint(path), path)


def _example_hint(path: Path) -> Message | None:
    """Return the hint with an example of the innermost field on a path that has one."""
    for part in reversed(path):
        example = EXAMPLES.get(f"{path[0]}.{part}") or EXAMPLES.get(str(part))
        if example:
            return say("write for instance {example}", example=f"{part}: {example}")
    return None


def unknown_field(path: Path, fields: list[str]) -> Problem:
    """Return the problem of the unknown field at `path`, with a hint from the `fields` that are allowed there."""
    name = str(path[-1])
    dutch = next((field for field in DUTCH_FIELDS.get(name.lower(), ()) if field in fields), None)
    hint = did_you_mean(dutch or name, fields)
    if _A_PERIOD.fullmatch(name):
        hint = say("what belongs to a year or period is indented, so that it stands under the name above it")
    elif hint is None and fields:
        hint = say("known here are {fields}; a field that begins with x- is ignored", fields=tuple(fields))
    return Problem(
        "unknown-field", say("ridcalc does not know the field '{name}' here", name=name), hint, path, at_key=True
    )


_A_PERIOD = re.compile(r"[0-9]{4}(-[HQM][0-9]{1,2})?")


def _missing(path: Path, document: Node, names: Names) -> Problem:
    *above, field = path
    message = say("{owner} lacks: {fields}", owner=owner_of(tuple(above)), fields=(str(field),))
    return Problem(
        "missing-field", message, _addition_hint(above, document, names), tuple(above) or (field,), at_key=True
    )


def _addition_hint(above: list[str | int], document: Node, names: Names) -> Message | None:
    """Return the hint for an incomplete object that a patch adds: a similar id, or to complete the addition."""
    section = entry_at(document, str(above[0])) if len(above) == 2 else None
    if not isinstance(section, Node):
        return None
    name, first = str(above[1]), next(iter(section))
    if section.spots[name].source is section.spots[first].source:  # not added by a patch
        return None
    return did_you_mean(name, names(str(above[0])), other=True) or say(
        "'{id}' is not in the files that this changes, and what is added must be complete", id=name
    )


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the names of the fields of an object at `path` within `model`."""
    kinds: list[Any] = [model]
    for part in path:
        kinds = [entry for kind in kinds for entry in _entry_types(kind, part)]
    names: dict[str, Any] = next((kind.model_fields for kind in kinds if hasattr(kind, "model_fields")), {})
    return [alias for name, field in names.items() if (alias := field.alias or name) != OF_ORGANISATIONS]


def _entry_types(kind: Any, part: str | int) -> Iterator[Any]:  # noqa: ANN401  a type as annotations write it
    """Yield the types that the entry `part` of a model, mapping or list type can have."""
    arguments = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {field.alias or name: field for name, field in kind.model_fields.items()}
        if part in fields:
            yield from _members(fields[str(part)].annotation)
        elif OF_ORGANISATIONS in fields:
            yield from _entry_types(fields[OF_ORGANISATIONS].annotation, part)
    elif get_origin(kind) is dict:
        yield from _members(arguments[1])
    elif arguments and isinstance(part, int):
        yield from _members(arguments[0])


def _members(kind: Any) -> Iterator[Any]:  # noqa: ANN401  a type as annotations write it
    """Yield the members of a union, or the type itself; `Annotated` is removed."""
    import types  # not needed without a mistake
    from typing import Annotated, Union

    if get_origin(kind) in {types.UnionType, Union}:
        for member in get_args(kind):
            yield from _members(member)
    elif get_origin(kind) is Annotated:
        named = loaded(kind)
        yield from _members(get_args(kind)[0] if named is kind else named)
    else:
        yield kind


def refuse_nulls(node: Node, problems: list[Problem], *, within_patch: bool = False) -> None:
    """Add a problem for each null and replace it by BROKEN. `within_patch`, only nulls in lists: others remove."""
    for name, value in list(node.items()):
        if name.startswith("x-"):
            continue
        if value is None and not within_patch:
            problems.append(_null(node.spots[name].of_key(name)))
            node[name] = BROKEN
        elif isinstance(value, Node):
            refuse_nulls(value, problems, within_patch=within_patch)
        elif isinstance(value, Items):
            _refuse_nulls_in_items(value, problems)


def _refuse_nulls_in_items(items: Items, problems: list[Problem]) -> None:
    for index, value in enumerate(items):
        if value is None:
            problems.append(_null(items.spots[index].of_value()))
            items[index] = BROKEN
        elif isinstance(value, Node):
            refuse_nulls(value, problems)
        elif isinstance(value, Items):
            _refuse_nulls_in_items(value, problems)


def _null(place: Place) -> Problem:
    return Problem(
        "null-value",
        say("null is not a value; only the patch of a scenario uses it, to remove an entry"),
        say("leave the entry out"),
        place=place,
    )
