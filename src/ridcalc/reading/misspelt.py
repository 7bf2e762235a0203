"""Misspelt fields: a field that is missing because its name is misspelt is one problem, and not two."""

from collections.abc import Iterator, Sequence

from ridcalc.core.budget.alternatives import WITHOUT_KEY
from ridcalc.core.values.problems import Path, Problem, say


def without_misspelt(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems; a field that is missing is left out where another problem suggests its name."""
    suggested: dict[Path, set[object]] = {}
    for problem in problems:
        if problem.code == "unknown-field" and problem.hint and "word" in problem.hint.values:
            suggested.setdefault(problem.path[:-1], set()).add(problem.hint.values["word"])
    for problem in problems:
        words = {*suggested.get(problem.path, ()), *suggested.get(problem.path[:-1], ())}
        if problem.code != "missing-field" or not words:
            yield problem
        else:
            yield from _without(problem, words)


def _without(problem: Problem, words: set[object]) -> Iterator[Problem]:
    """Yield a problem of fields that are missing, without the fields that are misspelt; nothing if none is left."""
    template, values = problem.message
    if "fields" not in values:
        if words.isdisjoint({*values.get("options", ()), values.get("other")}):
            yield problem
        return
    fields = tuple(field for field in values["fields"] if field not in words)
    if fields == ("key",) and words.intersection(WITHOUT_KEY):
        return
    if fields:
        yield problem._replace(message=say(template, **{**values, "fields": fields}))
