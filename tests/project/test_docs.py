"""The docs say what is so: commands, fields, modules, figures, links; what pages show is in test_pages.py."""

import ast
import re
from itertools import pairwise
from keyword import iskeyword
from pathlib import Path

import pytest
from pydantic import BaseModel

from builders import ROOT, Run
from engines import stored_values
from ridcalc import __version__, cli
from ridcalc.core.budget import model
from ridcalc.render.formats import CHECK_FORMATS, FORMATS, TABLE, Format

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")]
OBJECTS = [
    one for one in vars(model).values() if isinstance(one, type) and issubclass(one, BaseModel) and one is not BaseModel
]


def test_every_command_is_on_the_page_of_commands() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split("## Every command")[1]
    assert [name for name in cli.COMMANDS if f"`ridcalc {name}" not in page] == []


@pytest.mark.parametrize(("command", "formats"), [("allocate", FORMATS), ("check", CHECK_FORMATS)])
def test_every_format_stands_in_the_row_of_a_command_with_format(command: str, formats: tuple[Format, ...]) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    [row] = re.findall(rf"^\| `ridcalc {command}\b.*--format.*$", page, re.MULTILINE)
    names = [one.name for one in formats if one != TABLE]
    assert [name for name in names if not re.search(rf"[` ]{name}[` ]", row)] == []


@pytest.mark.parametrize("environment", [".venv", ".venv-test"])
def test_the_readme_has_one_line_for_each_environment(environment: str) -> None:
    assert len(re.findall(rf"^python3 -m venv {re.escape(environment)} && .*$", README, re.MULTILINE)) == 1


def test_the_readme_has_every_page_of_docs_and_begins_with_the_dutch_one() -> None:
    pages = [*(ROOT / "docs").glob("*.md")]
    assert [page.name for page in pages if f"(docs/{page.name})" not in README] == []
    dutch = (ROOT / "LEESMIJ.md").read_text(encoding="utf-8")
    assert [
        text.splitlines()[2].count(other) > 0 for text, other in ((README, "LEESMIJ.md"), (dutch, "README.md"))
    ] == [
        True,
        True,
    ]


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.__name__)
def test_every_field_is_in_the_reference(kind: type[BaseModel]) -> None:
    reference, _ = (ROOT / "docs" / "files.md").read_text(encoding="utf-8").split("## Which example shows which field")
    names = {field.alias or name for name, field in kind.model_fields.items()}
    assert sorted(name for name in names if not re.search(rf"`{name}`|`{name}:|### .*\b{name}\b", reference)) == []


def test_every_module_of_a_command_is_a_command() -> None:
    shared = {"__init__", "arguments", "deferred", "help", "options", "output"}
    shared |= {"process", "progress", "root", "unread", "usage"}
    commands = {f"{name}_" if iskeyword(name) else name for name in cli.COMMANDS}
    assert {path.stem for path in (ROOT / "src/ridcalc/cli").glob("*.py")} - shared == commands


def modules_on_the_page() -> set[str]:
    """Return the modules in the tables of docs/architecture.md, as paths below the package."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules: set[str] = set()
    for section in page.split("\n### ")[1:]:
        folder = section.split("`")[1].removeprefix("src/ridcalc/")
        rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
        modules |= {folder + module for row in rows for module in re.findall(r"`(.*?)`", row)}
    return modules


def test_every_module_is_in_the_table_of_the_architecture_and_no_other() -> None:
    package = ROOT / "src" / "ridcalc"
    paths = (path.relative_to(package).as_posix() for path in package.rglob("*.py"))
    assert modules_on_the_page() == {path for path in paths if not path.endswith("__init__.py")}


def imports_of(module: str) -> set[str]:
    """Return the modules of the package that a module imports, as paths below the package."""
    package = ROOT / "src" / "ridcalc"
    imported: set[str] = set()
    for node in ast.walk(ast.parse((package / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            imported |= {name.removeprefix("ridcalc.").replace(".", "/") + ".py" for name in names}
    return imported


WALK = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## One amount, followed")[1]


def test_the_drawing_of_one_amount_shows_what_modules_import() -> None:
    drawing = WALK.split("```text\n")[1].split("```")[0]
    chains = [line.split(" ─► ") for line in drawing.splitlines()]
    arrows = [(one.strip(), other.strip()) for chain in chains for one, other in pairwise(chain)]
    assert len(arrows) > 20
    assert [(one, other) for one, other in arrows if other not in imports_of(one)] == []
    walked = set(re.findall(r"`([a-z_/]+\.py)`", WALK))
    assert walked <= {module for arrow in arrows for module in arrow}


@pytest.mark.usefixtures("shipped")
def test_the_figures_and_cells_of_the_walk_are_those_of_the_shipped_case(ridcalc: Run, tmp_path: Path) -> None:
    explained = ridcalc("explain", "duiven", "2023", "--measure", "tijdelijke-inhuur").out
    for figure in ("€ 300.000", "€ 90.064,71", "€ 123.088,43", "25.053"):
        assert figure in explained
        assert figure.removeprefix("€ ") in WALK
    assert ridcalc("export", tmp_path / "vgr.xlsx").status == 0
    stored = stored_values(tmp_path / "vgr.xlsx")
    named = {
        name: stored[sheet, place] for name in re.findall(r"`(\w+!\w+)`", WALK) for sheet, place in [name.split("!")]
    }
    assert named == {
        "Maatregelen!I8": 300000,
        "Herleiding!S13": 90064.71,
        "Begrotingswijziging!I26": 350000,
        "Begrotingswijziging!G97": 123088,
    }


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


def anchors_of(page: Path) -> set[str]:
    """Return the names by which links reach the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_link_to_a_heading_leads_to_one() -> None:
    links = [
        (page, page.parent / target if target else page, anchor)
        for page in PAGES
        for target, anchor in re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 100
    headings = {target: anchors_of(target) for _, target, _ in links}
    assert [(page.name, target.name, anchor) for page, target, anchor in links if anchor not in headings[target]] == []


def test_the_version_is_the_same_everywhere() -> None:
    assert f"softwareVersion: {__version__}\n" in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
