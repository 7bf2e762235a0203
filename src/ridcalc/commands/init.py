"""`ridcalc init`: the files of a small budget to start from, or of a larger example."""

import os
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from ridcalc.core.budget.sections import FILES
from ridcalc.core.values.problems import refuse, say
from ridcalc.core.values.suggestions import suggestion_for
from ridcalc.language.languages import LANGUAGES


def example_names() -> list[str]:
    """Return the names of the larger examples, sorted."""
    folders = (folder for folder in _examples().iterdir() if folder.is_dir())
    return sorted(folder.name for folder in folders if folder.name not in LANGUAGES)


def files_of(folder: str, language: str, example: str | None = None) -> list[tuple[str, bytes]]:
    """Return the path and bytes of each file of a new budget: data files, scenarios, JSON Schemas, a sheet to import.

    Without the name of an example the budget is the small one in the language.

    Raises:
        ProblemsFoundError: the example is unknown, or the folder has one of the files or `scenarios` or `schema`.
    """
    from ridcalc.reading.schemas import KINDS, schema_text  # slow; completing the name of an example does not need it

    names = example_names()
    if example is not None and example not in names:
        message = say("there is no example '{name}'", name=example)
        refuse("unknown-example", message, suggestion_for(example, names), place=f"--example {example}")
    existing = [name for name in (*FILES, "scenarios", "schema") if os.path.lexists(os.path.join(folder, name))]
    if existing:
        message = say("this folder has {names} already", names=tuple(existing))
        refuse("file-exists", message, say("name a new folder"), place=folder)
    contents = dict(_data_files(_examples().joinpath(example or language)))
    for kind in KINDS:
        contents[f"schema/{kind}.json"] = schema_text(kind, language).encode()
    return [(os.path.join(folder, *name.split("/")), content) for name, content in contents.items()]


def _examples() -> Traversable:
    """Return the folder with a folder for each language and each larger example."""
    return files("ridcalc").joinpath("examples")


def _data_files(budget: Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of the base files, the scenarios, sorted by name, and the spreadsheet of a budget."""
    for name in FILES:
        yield name, budget.joinpath(name).read_bytes()
    for file in sorted(budget.joinpath("scenarios").iterdir(), key=lambda file: file.name):
        yield f"scenarios/{file.name}", file.read_bytes()
    for file in budget.iterdir():
        if file.name.endswith(".xlsx"):  # a sheet to import, one at most
            yield file.name, file.read_bytes()
