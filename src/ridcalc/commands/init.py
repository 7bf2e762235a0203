"""`ridcalc init`: the files of a small example budget."""

import os
from importlib.resources import files

from ridcalc.core.budget.sections import FILES
from ridcalc.core.values.problems import refuse, say
from ridcalc.language.languages import LANGUAGES
from ridcalc.reading.schemas import KINDS, schema_text


def files_of(folder: str, language: str) -> list[tuple[str, bytes]]:
    """Return the path and bytes of each file of a new budget: the data files, a scenario, and the JSON Schemas.

    Raises:
        ProblemsFoundError: the folder already has one of the files, or a folder `scenarios` or `schema`.
    """
    existing = [name for name in (*FILES, "scenarios", "schema") if os.path.lexists(os.path.join(folder, name))]
    if existing:
        message = say("this folder has {names} already", names=tuple(existing))
        refuse("file-exists", message, say("name a new folder"), place=folder)
    examples = files("ridcalc").joinpath("examples", language)
    names = (*FILES, f"scenarios/{LANGUAGES[language].example_scenario}.yaml")
    contents = {name: examples.joinpath(*name.split("/")).read_bytes() for name in names}
    for kind in KINDS:
        contents[f"schema/{kind}.json"] = schema_text(kind, language).encode()
    return [(os.path.join(folder, *name.split("/")), content) for name, content in contents.items()]
