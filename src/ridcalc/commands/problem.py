"""`ridcalc problem`: the explanation of problem codes, or the list of all codes."""

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from ridcalc.core.values.problems import Place, Problem, ProblemsFoundError, say
from ridcalc.core.values.suggestions import did_you_mean
from ridcalc.language.explanations import EXPLANATIONS, GROUPS
from ridcalc.render.explanations import explained, listed


def codes() -> Iterable[str]:
    """Return the codes of all problems and warnings."""
    return EXPLANATIONS


def run(asked: Sequence[str], language: str, width: int) -> Iterator[str]:
    """Return the explanations of the codes in the language with this code; without codes, the list of all.

    Raises:
        ProblemsFoundError: a code is unknown.
    """
    unknown = [_unknown(code) for code in asked if code not in EXPLANATIONS]
    if unknown:
        raise ProblemsFoundError(unknown)
    return _explained(asked, language, width) if asked else listed(GROUPS, language, width)


def _explained(asked: Sequence[str], language: str, width: int) -> Iterator[str]:
    """Yield the explanations of known codes, with an empty line between two."""
    examples = json.loads(files("ridcalc.language.explanations").joinpath("examples.json").read_text(encoding="utf-8"))
    for index, code in enumerate(dict.fromkeys(asked)):
        blank = "\n" if index else ""
        yield blank + explained(EXPLANATIONS[code], examples[code][language], language, width)


def _unknown(code: str) -> Problem:
    """Return the problem of an unknown code."""
    hint = did_you_mean(code, EXPLANATIONS) or say("{command} lists all codes", command="ridcalc problem")
    return Problem("unknown-problem", say("there is no problem code '{code}'", code=code), hint, place=Place(code))
