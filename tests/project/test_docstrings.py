"""The core is documented: all public names have a docstring, functions name their errors, rules name their source."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from builders import ROOT

CORE = ROOT / "src" / "ridcalc" / "core"

VERBS = frozenset(
    """
    Add Allocate Apply Carry Check Choose Collect Count Create Divide Fill Keep Make Merge Move Number Raise Read Refuse
    Remove Replace Return Round Set Start Take Yield
    """.split()  # noqa: SIM905  a word list reads better than a column of strings
)
"""First words of a docstring in the imperative; add a verb that is needed, but no noun."""

RULES = (
    "core.amounts.book",
    "core.allocation.divide",
    "core.allocation.methods.Method",
    "core.allocation.result.Drift",
    "core.allocation.result.Total",
    "core.allocation.result.batch_key",
    "core.allocation.totals",
    "core.allocation.warnings",
    "core.analysis.changes",
    "core.analysis.compare",
    "core.analysis.per_unit",
    "core.analysis.reconcile",
    "core.arithmetic.apportionment.largest_remainder",
    "core.arithmetic.apportionment.largest_share",
    "core.arithmetic.controlled_rounding",
    "core.budget.choices.in_batches",
    "core.budget.choices.sign_of",
    "core.budget.model.Measure",
    "core.budget.settings.Rounding",
    "core.keys.counts.Counts.of_all",
    "core.keys.kinds.driver",
)
"""Modules, classes and functions with a rule of calculation: each names a page, a decision or an article."""

LAW = re.compile(r"\b(?:BBV|Wgr) art\. \d+")
PAGE = re.compile(r"\bdocs/[\w/-]+\.md\b")
DECISION = re.compile(r"\*([^*]+)\*")
"""The title of a decision, after the page that has it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


class Named(NamedTuple):
    """A module, class, function, method or property, and its name in a report."""

    name: str
    node: ast.Module | Definition

    @property
    def docstring(self) -> str:
        """The docstring, or an empty text."""
        return ast.get_docstring(self.node) or ""


def public(module: str, body: list[ast.stmt]) -> Iterator[Named]:
    """Yield the public definitions of a module or class, with the `__init__` of a public class."""
    for node in body:
        if isinstance(node, Definition) and (not node.name.startswith("_") or node.name == "__init__"):
            name = f"{module}.{node.name}"
            yield Named(name, node)
            if isinstance(node, ast.ClassDef):
                yield from public(name, node.body)


@cache
def definitions() -> tuple[Named, ...]:
    """Return the modules of the core and all that is public in them."""
    named: list[Named] = []
    for path in sorted(CORE.rglob("*.py")):
        module = ".".join(path.relative_to(CORE.parent).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named += [Named(module, tree), *public(module, tree.body)]
    return tuple(named)


def functions() -> Iterator[tuple[Named, Function]]:
    """Yield the functions and methods among the definitions."""
    for named in definitions():
        if isinstance(named.node, Function):
            yield named, named.node


def is_property(function: Function) -> bool:
    """Return whether a method is read as an attribute."""
    return any(ast.unparse(decorator).endswith("property") for decorator in function.decorator_list)


def raised(function: Function) -> Iterator[str]:
    """Yield what the statements `raise X` of a function name; functions inside it raise for themselves."""
    unread: list[ast.AST] = list(function.body)
    while unread:
        node = unread.pop()
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield ast.unparse(node.exc.func if isinstance(node.exc, ast.Call) else node.exc)
        if not isinstance(node, Definition | ast.Lambda):
            unread += ast.iter_child_nodes(node)


def errors_in(docstring: str) -> list[str]:
    """Return the names of the errors under `Raises:` (google style)."""
    _, _, section = docstring.partition("\nRaises:\n")
    lines = section.split("\n\n")[0].splitlines()
    return [line.partition(":")[0].strip() for line in lines if line.startswith("    ") and line[4:5] != " "]


def undocumented(named: Named, function: Function) -> set[str]:
    """Return what a function raises without a line for it; of an error that a helper makes, any line will do."""
    documented = errors_in(named.docstring)
    return {name for name in raised(function) if name not in documented and (name.endswith("Error") or not documented)}


def sources(docstring: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each page that a docstring names, with the titles of decisions after it."""
    text = " ".join(docstring.split())
    pages = list(PAGE.finditer(text))
    for page, following in zip_longest(pages, pages[1:]):
        end = following.start() if following else len(text)
        yield page[0], tuple(DECISION.findall(text[page.end() : end]))


def test_every_public_name_has_a_docstring() -> None:
    assert len(definitions()) > 300, "the core has been found"
    assert [named.name for named in definitions() if not named.docstring.strip()] == []


def test_the_docstring_of_a_function_begins_with_a_verb() -> None:
    first_words = {
        named.name: word
        for named, function in functions()
        if not is_property(function) and (word := named.docstring.partition(" ")[0]) not in VERBS
    }
    assert first_words == {}


def test_a_function_that_raises_names_the_errors() -> None:
    missing = {named.name: names for named, function in functions() if (names := undocumented(named, function))}
    assert missing == {}


def test_what_a_docstring_says_is_raised_is_an_error() -> None:
    others = {
        named.name: names
        for named, _ in functions()
        if (names := [name for name in errors_in(named.docstring) if not name.endswith("Error")])
    }
    assert others == {}


def test_a_rule_of_calculation_names_its_source() -> None:
    docstrings = {named.name: named.docstring for named in definitions()}
    assert [name for name in RULES if not (LAW.search(docstrings[name]) or PAGE.search(docstrings[name]))] == []


def test_a_source_in_a_docstring_exists() -> None:
    named_pages = [(named.name, *source) for named in definitions() for source in sources(named.docstring)]
    assert len(named_pages) > 15, "the pages have been found"
    texts = {page: (ROOT / page).read_text(encoding="utf-8") for _, page, _ in named_pages if (ROOT / page).exists()}
    missing = [(name, page) for name, page, _ in named_pages if page not in texts]
    missing += [
        (name, title)
        for name, page, titles in named_pages
        for title in titles
        if f"**{title}**" not in " ".join(texts.get(page, "").split())
    ]
    assert missing == []
