"""Explanations of problem codes as text: one code in full, or the list of all codes."""

from collections.abc import Iterable, Iterator
from textwrap import fill, indent

from ridcalc.core.values.problems import say
from ridcalc.language.catalogue import translation
from ridcalc.language.explanations.explanation import Explanation, Group
from ridcalc.language.sentences import Language

_WIDEST = 100
"""Most characters of a line; longer lines are hard to read."""


def explained(explanation: Explanation, example: str, language: str, width: int) -> str:
    """Return the cause, an example and the remedy of a code; `example` is its message in the language."""
    words, translate = Language(language), translation(language, "explanations")
    columns = min(width, _WIDEST)
    parts = (
        (say("Cause"), _filled(translate(explanation.cause), columns, "  ")),
        (say("Example"), indent(example.rstrip("\n"), "  ")),
        (say("What to do"), _filled(translate(explanation.remedy), columns, "  ")),
    )
    title = _filled(f"{explanation.code}: {translate(explanation.title)}", columns)
    return title + "\n" + "".join(f"\n{words.text(heading)}\n{text}\n" for heading, text in parts)


def listed(groups: Iterable[Group], language: str, width: int) -> Iterator[str]:
    """Yield the codes of each group, each with a line that says what the problem is; and how to read more."""
    words, translate = Language(language), translation(language, "explanations")
    columns = min(width, _WIDEST)
    groups = tuple(groups)
    longest = max(len(explanation.code) for group in groups for explanation in group.explanations)
    for group in groups:
        yield f"{translate(group.heading)}\n"
        for explanation in group.explanations:
            start = f"  {explanation.code:{longest}}  "
            yield f"{_filled(translate(explanation.title), columns, start)}\n"
        yield "\n"
    advice = say("{command} explains a code", command="ridcalc problem CODE")
    yield f"{words.text(advice)}\n"


def _filled(text: str, columns: int, start: str = "") -> str:
    """Return a text in lines; the first begins with `start` and the others with as many spaces."""
    return fill(
        text,
        columns,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
