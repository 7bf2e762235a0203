"""The docs say what is so: commands, options, fields, codes, links, and the README's commands and tables."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from conftest import ROOT, Run
from ridcalc import __version__, cli
from ridcalc.core.budget import model

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
OBJECTS = [
    one for one in vars(model).values() if isinstance(one, type) and issubclass(one, BaseModel) and one is not BaseModel
]


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in cli.COMMANDS if f"`ridcalc {name}" not in README] == []


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.__name__)
def test_every_field_is_in_the_reference(kind: type[BaseModel]) -> None:
    page = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    names = {field.alias or name for name, field in kind.model_fields.items()}
    assert sorted(name for name in names if not re.search(rf"`{name}`|`{name}:|### .*\b{name}\b", page)) == []


def test_every_module_of_a_command_is_a_command() -> None:
    shared = {"__init__", "arguments", "options", "output", "progress", "root"}
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


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.usefixtures("shipped")
def test_the_readme_shows_a_real_run(ridcalc: Run) -> None:
    shown = re.search(r"```text\n(RID De Liemers.*?)```", README, re.DOTALL)
    assert shown is not None
    assert ridcalc("allocate").out.startswith(shown[1])


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
