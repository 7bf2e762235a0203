"""Words that the code does without: literary ones, pronouns as names, and one name for several things."""

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from builders import ROOT

NAMES = frozenset(
    (
        "told",
        "meant",
        "lonely",
        "joining",
        "at_home",
        "laid_over",
        "knot",
        "knots",
        "stranger",
        "strangers",
        "namesake",
        "bent",
        "twin",
        "harmless",
        "pool",
        "pooled",
        "pools",
        "meant_or_known",
        "say_aside",
        "put_out",
        "language_of_talk",
        "plain_euros",
        "plain_money",
        "plain_fraction",
        "choices_that_add_to",
        "Chosen",
        "Known",
        "Narrowed",
        "Work",
        "Refused",
        "Unavailable",
        "Expired",
        "Contents",
        "Answer",
    )
)
"""Names of variables, parameters, functions and classes."""

PHRASES = ("told", "meant", "lonely", "be it", "at home", "whoever", "a hand", "namesake", "stranger's", "is none of")
"""What docstrings and comments do without."""

ANY = re.compile(rf"(?<![a-zA-Z])({'|'.join(map(re.escape, (*NAMES, *PHRASES)))})(?![a-zA-Z])")
"""One of all these words, in any sense: modules without one need no closer look."""


def names_in(path: Path) -> Iterator[str]:
    """Yield every name of a module."""
    with path.open("rb") as file:
        yield from (token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.NAME)


def prose_in(path: Path) -> Iterator[str]:
    """Yield every docstring and comment of a module."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    with path.open("rb") as file:
        yield from (token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT)


def modules() -> list[Path]:
    """Return the modules of the package, the tests and the tools in which one of the words stands, in any sense."""
    found = {folder: sorted((ROOT / folder).rglob("*.py")) for folder in ("src", "tests", "tools")}
    assert len(found["src"]) > 100
    assert len(found["tests"]) > 50
    everything = [path for paths in found.values() for path in paths]
    return [path for path in everything if ANY.search(path.read_text(encoding="utf-8"))]


def test_no_name_is_a_word_that_was_replaced_or_has_a_literary_word_in_it() -> None:
    names = {path: set(names_in(path)) for path in modules()}
    assert {path.name: replaced for path in names if (replaced := NAMES & names[path])} == {}
    words = {path: {word for name in names[path] for word in name.split("_")} for path in names}
    assert {path.name: found for path in words if (found := words[path] & {*PHRASES, "knot", "knots"})} == {}


def test_no_docstring_or_comment_has_a_literary_word() -> None:
    pattern = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in PHRASES))
    assert {path.name: text for path in modules() for text in prose_in(path) if pattern.search(text)} == {}
