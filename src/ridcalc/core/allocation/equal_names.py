"""Warnings about entries of a section with equal names."""

from collections.abc import Iterator

from ridcalc.core.allocation.together import together
from ridcalc.core.budget.model import Case
from ridcalc.core.budget.names import NAMED_SECTIONS, equal_names
from ridcalc.core.values.problems import Path, Problem, say, some


def equal_name_warnings(case: Case) -> Iterator[Problem]:
    """Yield a warning for each name that two or more entries of a section have, at the second of them.

    Measures that the scenario leaves out do not count: variants of one measure may share its name.
    """
    for section in NAMED_SECTIONS:
        names = case.budget.names.written(section)
        if section == "measures":
            names = {name: text for name, text in names.items() if name in case.measures}
        warnings = []
        for group in equal_names(names):
            second = group[1]
            named = case.budget.entries(section)[second].name is not None
            path: Path = (section, second, "name") if named else (section, second)
            message = say("these have the same name, {name}: {ids}", name=names[second], ids=some(group, len(group)))
            hint = say("give each a name of its own; until then the id stands beside the name")
            warnings.append(Problem("same-name", message, hint, path))
        yield from together(
            warnings,
            lambda count, ids: say("{count} names stand at more than one entry: {ids}", count=count, ids=ids),
        )
