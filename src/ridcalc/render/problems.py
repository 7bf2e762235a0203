"""Problems and warnings as text: `file:line:column`, which editors can follow, an excerpt, a caret and a hint."""

from collections.abc import Sequence
from typing import Literal

from ridcalc.core.values.problems import MOST_PROBLEMS, Place, Problem, say
from ridcalc.language.sentences import Language, visible

LONGEST_VALUE = 80
"""The most characters of a value that a message repeats; the rest is cut."""

_EXCERPT_WIDTH = 90
"""The most characters of a line that an excerpt shows."""
_MOST_CARETS = 40
_MOST_CODES = 3
"""The most codes in the command that explains them."""


def render(problems: Sequence[Problem], language: Language, severity: Literal["error", "warning"] = "error") -> str:
    """Return the problems as text, one after the other, at most MOST_PROBLEMS of them."""
    text = "".join(_problem(problem, language, severity) for problem in problems[:MOST_PROBLEMS])
    if len(problems) <= MOST_PROBLEMS:
        return text
    return text + language.text(say("these are {most}; there are more", most=MOST_PROBLEMS)) + "\n"


def way_to_explanations(problems: Sequence[Problem], language: Language, options: str = "") -> str:
    """Return the line with the command that explains the codes of the problems; `options` end the command."""
    codes = list(dict.fromkeys(problem.code for problem in problems))[:_MOST_CODES]
    command = f"ridcalc problem {' '.join(codes)}{options}"
    return language.text(say("explanation: {command}", command=command)) + "\n"


def _problem(problem: Problem, language: Language, severity: str) -> str:
    lines = [f"{_where(problem.place)}: {severity}[{problem.code}]: {language.text(problem.message)}"]
    if problem.place and problem.place.excerpt:
        lines += _excerpt(problem.place, problem.place.excerpt)
    if problem.hint:
        lines.append(f"  {language.hint}: {language.text(problem.hint)}")
    return "\n".join(lines) + "\n"


def _where(place: Place | None) -> str:
    if place is None:
        return "ridcalc"
    position = f":{place.line}:{place.column}" if place.line else ""
    return visible(place.file) + position


def _excerpt(place: Place, line: str) -> list[str]:
    """Return the line of a problem, and carets below its place; a long line is cut to the stretch around the place."""
    start = (place.column or 1) - 1
    first = max(0, start - _EXCERPT_WIDTH // 2) if len(line) > _EXCERPT_WIDTH else 0
    excerpt = visible(line[first : first + _EXCERPT_WIDTH])
    before = len(visible(line[first:start]))
    carets = "^" * min(place.length, _MOST_CARETS, max(1, len(line) - start))
    return [f"{place.line or '':>5} | {excerpt}", f"      | {' ' * before}{carets}"]
