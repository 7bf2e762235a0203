"""Finds which example or recipe has which field of the files, for the table in docs/files.md."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

from pydantic import BaseModel

from ridcalc.core import budget
from ridcalc.core.budget import model, objects
from ridcalc.core.budget.sections import NO_SCENARIO, OF_ORGANISATIONS
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "src" / "ridcalc" / "examples"

HEADINGS = {
    "Named": "every named object",
    "FactSource": "source",
    "Budget": "sections of the base files",
    "Settings": "budget",
    "Executor": "budget: executor",
    "Rounding": "budget: rounding",
    "Amendment": "budget: amendment",
    "CurrentLine": "budget: current",
    "Current": "budget: current",
    "Incidental": "budget: incidental",
    "IndexationRules": "budget: indexation",
    "Defaults": "budget: defaults",
    "Document": "documents",
    "PcDocument": "pc_documents",
    "Stage": "stages",
    "Task": "tasks",
    "Reserve": "reserves",
    "Participant": "participants",
    "Booking": "booking",
    "Coverage": "participants: coverage",
    "Driver": "drivers",
    "Definition": "keys",
    "KeyTariff": "keys: tariff",
    "Leaving": "keys: leaves",
    "Key": "keys",
    "Transition": "keys: transition",
    "Join": "keys: joins",
    "Benchmark": "benchmarks",
    "ClassSize": "benchmarks: sizes",
    "DecisionDates": "decisions",
    "OrganisationDates": "decisions: an organisation",
    "Measure": "measures",
    "Tariff": "measures: tariff",
    "Surcharge": "measures: surcharge",
    "Over": "measures: surcharge: of",
    "Index": "indices",
    "Control": "controls",
    "Scenario": "scenarios/NAME.yaml",
}
"""Model → where its fields stand in the files, in the order of the table."""


class Field(NamedTuple):
    """A field of the files: the model that declares it, and its name in the files."""

    kind: str
    name: str


class Example(NamedTuple):
    """A data folder that shows fields: its name, and the target of its link in docs/files.md."""

    folder: Path
    name: str
    link: str


def _declared(kind: type[BaseModel]) -> Iterator[tuple[str, Field]]:
    """Yield of each field of a model its attribute, and the field as its declaring model has it."""
    for attribute, info in kind.model_fields.items():
        owner = next(base for base in kind.__mro__ if attribute in vars(base).get("__annotations__", {}))
        name = "an organisation" if info.alias == OF_ORGANISATIONS else info.alias or attribute
        yield attribute, Field(owner.__name__, name)


@cache
def kinds() -> list[type[objects.Frozen]]:
    """Return every class of objects of a budget, of whichever module of its folder."""
    modules = [import_module(f"{budget.__name__}.{one.name}") for one in iter_modules(budget.__path__)]
    found = dict.fromkeys(one for module in modules for one in vars(module).values() if isinstance(one, type))
    return [kind for kind in found if issubclass(kind, objects.Frozen)]


@cache
def all_fields() -> frozenset[Field]:
    """Return every field of the files."""
    read = [kind for kind in kinds() if kind is not model.Controls]  # no object of the files
    return frozenset(field for kind in read for _, field in _declared(kind))


def _written(value: object) -> Iterator[Field]:
    """Yield the fields that are written in an object and in the objects within it."""
    if isinstance(value, BaseModel):
        for attribute, field in _declared(type(value)):
            if attribute in value.model_fields_set:
                yield field
                yield from _written(getattr(value, attribute))
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from _written(entry)
    elif isinstance(value, tuple):
        for item in value:
            yield from _written(item)


def fields_in(folder: Path) -> frozenset[Field]:
    """Return the fields that a data folder writes, its scenarios included."""
    files = Folder(str(folder))
    found: set[Field] = set()
    for scenario in (NO_SCENARIO, *files.scenario_ids()):
        loaded = load(files, scenario)
        found.update(_written(loaded.case.budget), _written(loaded.scenario))
    return frozenset(found)


def shipped_examples() -> list[Example]:
    """Return the case that ships, and the examples of the package in Dutch."""
    folders = sorted(path.parent for path in EXAMPLES.rglob("measures.yaml") if "en" not in path.parts)
    return [Example(ROOT / "data", "data", "../data/"), *(_packaged(folder) for folder in folders)]


def _packaged(folder: Path) -> Example:
    """Return an example of the package; the one of `ridcalc init` is called by that command."""
    name = "-".join(part for part in folder.relative_to(EXAMPLES).parts if part != "nl") or "init"
    return Example(folder, name, f"{Path(os.path.relpath(folder, DOCS)).as_posix()}/")


class Shown(NamedTuple):
    """Examples of one kind, and which of them have each field."""

    examples: list[Example]
    by_field: dict[Field, list[Example]]

    @classmethod
    def of(cls, examples: list[Example]) -> "Shown":
        """Return the examples with their fields, in the order given."""
        by_field: dict[Field, list[Example]] = {field: [] for field in all_fields()}
        for example in examples:
            for field in fields_in(example.folder):
                by_field[field].append(example)
        return cls(examples, by_field)

    def links(self, field: Field) -> str:
        """Return links to the examples that have a field, in Markdown: three at most, `all` for all of them."""
        found = self.by_field[field]
        if found == self.examples:
            return "all"
        return ", ".join(f"[{example.name}]({example.link})" for example in found[:3])


def table_of_fields(recipes: list[Example]) -> str:
    """Return the table in Markdown: a row for each field, with the recipes and the examples that have it.

    Raises:
        LookupError: HEADINGS lacks a model.
    """
    lacking = sorted({field.kind for field in all_fields()} - HEADINGS.keys())
    if lacking:
        raise LookupError(f"HEADINGS of {Path(__file__).name} lacks {', '.join(lacking)}")
    of_recipes, of_examples = Shown.of(recipes), Shown.of(shipped_examples())
    lines = ["| stands in | field | recipe | example |", "|---|---|---|---|"]
    for field in sorted(all_fields(), key=lambda field: (list(HEADINGS).index(field.kind), field.name)):
        links = f"{of_recipes.links(field)} | {of_examples.links(field)}"
        lines.append(f"| {HEADINGS[field.kind]} | `{field.name}` | {links} |")
    return "\n".join(lines) + "\n"
