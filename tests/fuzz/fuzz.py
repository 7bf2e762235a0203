"""Coverage-guided fuzzing of what reads text of unknown origin: `python tests/fuzz/fuzz.py [-runs=N] [CORPUS]`.

Needs atheris. The first byte of an input chooses what reads it: a YAML file, a number, a share, an amount, a period, a
`--set` text, or a file with a scenario laid over it. Whatever the text, the answer is a value or problems in words of
ours; anything else is a finding.
"""

import sys

import atheris

with atheris.instrument_imports(include=["ridcalc"]):
    from ridcalc.core.budget.document import Node
    from ridcalc.core.budget.overlay import merge
    from ridcalc.core.budget.sections import problem_at
    from ridcalc.core.values import money
    from ridcalc.core.values.periods import parse_period
    from ridcalc.core.values.problems import InvalidValueError, Problem
    from ridcalc.language import languages
    from ridcalc.language.sentences import Language
    from ridcalc.reading.overrides import override_of
    from ridcalc.reading.yaml_text import read_mapping
    from ridcalc.render.problems import LONGEST_VALUE, render

PARSERS = (money.parse_number, money.parse_share, money.parse_amount, parse_period)
LANGUAGES = [Language(code, longest=LONGEST_VALUE) for code in languages.LANGUAGES]


def try_one(content: bytes) -> None:
    """Read one input."""
    which, rest = content[:1], content[1:]
    number = which[0] % (len(PARSERS) + 3) if which else 0
    if number < len(PARSERS):
        try:
            PARSERS[number](rest.decode("utf-8", "replace"))
        except InvalidValueError as refusal:
            write_out([problem_at(refusal, "measures", "m")])
        return
    if number == len(PARSERS):
        write_out(override_of(rest.decode("utf-8", "surrogateescape"))[1])
        return
    text, _, patch = rest.partition(b"\xff")
    node, problems = read_mapping("keys.yaml", text)
    over, more = read_mapping("scenarios/s.yaml", patch if number > len(PARSERS) + 1 else text)
    problems += more
    if isinstance(node, Node) and isinstance(over, Node):
        merge(node, over, problems)
    write_out(problems)


def write_out(problems: list[Problem]) -> None:
    """Write problems in every language."""
    for language in LANGUAGES:
        render(problems, language)


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
