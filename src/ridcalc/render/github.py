"""Annotations of GitHub Actions: workflow commands that show problems beside the lines of the files."""

from collections.abc import Iterator
from typing import Literal

from ridcalc.core.values.problems import Problem
from ridcalc.language.sentences import Language
from ridcalc.render.results import CheckResult

Level = Literal["error", "warning", "notice"]


def render(result: CheckResult) -> Iterator[str]:
    """Yield the outcome of a check, an annotation on each line.

    Problems and missed figures are errors, warnings are warnings, and incomplete figures are notices.
    """
    for problem in result.problems:
        yield _of_problem("error", problem, result.talk)
    for problem in result.warnings:
        yield _of_problem("warning", problem, result.talk)
    levels: dict[str, Level] = {"missed": "error", "incomplete": "notice"}
    for scenario, checked in result.scenarios.items():
        language = Language(result.talk.code, checked.currency)
        for control, (_, line) in zip(checked.controls, checked.section.lines, strict=False):
            if control.status in levels:
                text = language.text(line)
                yield _annotation(levels[control.status], {"title": f"{scenario}: {control.id}"}, text)


def _of_problem(level: Level, problem: Problem, language: Language) -> str:
    text = language.text(problem.message)
    if problem.hint:
        text += f"\n{language.hint}: {language.text(problem.hint)}"
    place = problem.place
    properties: dict[str, str | int | None] = {"title": problem.code}
    if place:
        properties = {"file": place.file, "line": place.line, "col": place.column, **properties}
    return _annotation(level, properties, text)


def _annotation(level: Level, properties: dict[str, str | int | None], text: str) -> str:
    r"""Return a workflow command on a line of its own; properties without a value are left out.

    >>> _annotation("error", {"file": "mijn data: a,b.yaml", "line": None}, "52% is geen getal")
    '::error file=mijn data%3A a%2Cb.yaml::52%25 is geen getal\n'
    """
    named = (f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    return f"::{level} {','.join(named)}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
