"""The docs say what is so: commands, options, fields, codes, links, and the README's commands and tables."""

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

from builders import ROOT, Run
from engines import stored_values
from ridcalc import __version__, cli
from ridcalc.core.budget import model

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")]
OBJECTS = [
    one for one in vars(model).values() if isinstance(one, type) and issubclass(one, BaseModel) and one is not BaseModel
]


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in cli.COMMANDS if f"`ridcalc {name}" not in README] == []


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.__name__)
def test_every_field_is_in_the_reference(kind: type[BaseModel]) -> None:
    reference, _ = (ROOT / "docs" / "files.md").read_text(encoding="utf-8").split("## Which example shows which field")
    names = {field.alias or name for name, field in kind.model_fields.items()}
    assert sorted(name for name in names if not re.search(rf"`{name}`|`{name}:|### .*\b{name}\b", reference)) == []


def test_every_module_of_a_command_is_a_command() -> None:
    shared = {"__init__", "arguments", "options", "output", "process", "progress", "root"}
    assert {path.stem for path in (ROOT / "src/ridcalc/cli").glob("*.py")} - shared == set(cli.COMMANDS)


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
        "Begrotingswijziging!G13": 350000,
        "Begrotingswijziging!G58": 123088,
    }


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.usefixtures("shipped")
def test_the_readme_shows_a_real_run(ridcalc: Run) -> None:
    shown = re.search(r"```text\n(RID De Liemers.*?)```", README, re.DOTALL)
    assert shown is not None
    assert ridcalc("allocate").out == shown[1]


def test_the_readme_s_scenario_gives_the_readme_s_figures(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = re.search(r"```yaml\n(name: Krapper.*?)```", README, re.DOTALL)
    assert scenario is not None
    for path in (ROOT / "data").rglob("*.yaml"):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    file = tmp_path / "data" / "scenarios" / "krap.yaml"
    file.write_text(scenario[1], encoding="utf-8")
    shown = ridcalc("allocate", "--scenario", "krap").out
    assert "€ 360.000,00" in shown
    assert "€ 187.200,00" in shown
    file.write_text(scenario[1].replace("250000", "410.000"), encoding="utf-8")
    mistake = re.search(r"```text\n(data/scenarios/krap.*?)```", README, re.DOTALL)
    assert mistake is not None
    assert ridcalc("allocate", "--scenario", "krap").err == mistake[1]


def test_the_version_is_the_same_everywhere() -> None:
    assert f"softwareVersion: {__version__}\n" in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
