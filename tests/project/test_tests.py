"""The tests have the shape of the code, and tests/README.md says where what stands."""

import ast
import re
from collections.abc import Iterator

from builders import ROOT, TESTS

PAGE = (TESTS / "README.md").read_text(encoding="utf-8")
CORE = ROOT / "src" / "ridcalc" / "core"


def imports_of(text: str) -> Iterator[str]:
    """Yield the name of every module that a module imports."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_test_imports_a_test_or_the_fixtures() -> None:
    names = {path.stem for path in TESTS.rglob("test_*.py")} | {"conftest"}
    imported = {path.name: set(imports_of(path.read_text(encoding="utf-8"))) for path in TESTS.rglob("*.py")}
    assert len(names) > 50
    assert {name: found for name, found in imported.items() if found & names} == {}


def test_the_oracle_imports_nothing_of_ridcalc() -> None:
    parts = list(TESTS.glob("oracle*.py"))
    allowed = {
        "__future__",
        "collections",
        "collections.abc",
        "datetime",
        "fractions",
        "functools",
        "itertools",
        "typing",
    }
    allowed |= {path.stem for path in parts}
    for path in parts:
        assert set(imports_of(path.read_text(encoding="utf-8"))) <= allowed


def test_every_folder_and_shared_module_stands_in_the_readme() -> None:
    folders = [path.name for path in TESTS.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [name for name in folders if f"[{name}/]({name}/)" not in PAGE] == []
    assert [path.name for path in TESTS.glob("*.py") if f"`{path.name}`" not in PAGE] == []


def test_every_module_of_the_core_has_a_test_of_its_name_or_a_line_in_the_readme() -> None:
    words = re.findall(r"\w+", PAGE.split("## Modules of the core without a test of their name")[1])
    modules = [path.relative_to(CORE) for path in CORE.rglob("*.py") if path.stem != "__init__"]
    without = [path for path in modules if not (TESTS / "core" / path.parent / f"test_{path.name}").exists()]
    assert len(modules) > 40
    assert [str(path) for path in without if path.stem not in words] == []
