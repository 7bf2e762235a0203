"""Misspelt fields: a field that is missing because its name is misspelt is one problem, and not two."""

from collections.abc import Iterable

from ridcalc.core.budget.alternatives import WITHOUT_KEY
from ridcalc.core.values.problems import Path, Problem


def without_misspelt(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without those of a field that is missing where another problem suggests its name."""
    found = list(problems)
    suggested: dict[Path, set[object]] = {}
    for problem in found:
        if problem.code == "unknown-field" and problem.hint and "word" in problem.hint.values:
            suggested.setdefault(problem.path[:-1], set()).add(problem.hint.values["word"])
    return [problem for problem in found if not _follows(problem, suggested)] if suggested else found


def _follows(problem: Problem, suggested: dict[Path, set[object]]) -> bool:
    """Return whether a problem is the lack of a suggested field; `suggested` has these by path of their object."""
    if problem.code != "missing-field":
        return False
    here = {*suggested.get(problem.path, ()), *suggested.get(problem.path[:-1], ())}
    values = problem.message.values
    lacking = set(values.get("fields", ()))  # each of these
    one_of = {*values.get("options", ()), values.get("other")}
    if lacking == {"key"} and here.intersection(WITHOUT_KEY):
        return True
    return bool(lacking and lacking <= here) or not here.isdisjoint(one_of)
