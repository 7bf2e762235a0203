"""The reasons in tools/mutants.toml are about functions that the core has."""

import ast
import tomllib
from collections.abc import Iterator

from builders import ROOT

CORE = ROOT / "src" / "ridcalc" / "core"


def functions() -> Iterator[str]:
    """Yield every function and method of the core by its name below the core, with its module's."""
    for path in CORE.rglob("*.py"):
        module = ".".join(path.relative_to(CORE).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield f"{module}.{node.name}"
            elif isinstance(node, ast.ClassDef):
                yield from (f"{module}.{node.name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef))


def test_every_reason_is_about_a_function_of_the_core() -> None:
    reasons = tomllib.loads((ROOT / "tools" / "mutants.toml").read_text(encoding="utf-8"))
    assert sorted(reasons.keys() - set(functions())) == []
