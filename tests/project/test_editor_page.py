"""docs/editor.md: the check, the task and the hook are as it says; the editor is in test_language_server.py."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from builders import ROOT, SHIPPED, TESTS, Run, write_folder
from editor import PAGE, SAMPLE, block, blocks, lines_marked, parsed


@pytest.mark.usefixtures("english")
def test_check_reports_every_marked_line_of_the_sample_and_no_other(ridcalc: Run, tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"
    assert ridcalc("init", folder, "--lang", "nl").status == 0
    write_folder(folder, {"measures.yaml": SAMPLE})
    for path in (folder / "scenarios").iterdir():
        path.unlink()
    err = ridcalc("check", "--data", folder).err
    reported = {int(line) for line in re.findall(r"measures\.yaml:(\d+):\d+: error", err)}
    assert sorted(reported) == lines_marked("# editor", "# check")


def test_the_task_finds_file_line_column_severity_code_and_message() -> None:
    matcher = json.loads(block("json", '{\n  "version"'))["tasks"][0]["problemMatcher"]["pattern"]
    found = 0
    for path in (TESTS / "problems").glob("*/*/expected.*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            match = re.match(matcher["regexp"], line)
            expected = re.match(r"[^ ].*\.yaml:\d+:\d+: ", line)
            assert bool(match) >= bool(expected), line
            if match and expected:
                found += 1
                assert match[matcher["file"]].endswith(".yaml"), line
                assert match[matcher["severity"]] in {"error", "warning"}, line
                assert f"[{match[matcher['code']]}]: {match[matcher['message']]}" in line
    assert found > 100


def test_the_schemas_of_the_setting_are_files_that_init_makes(ridcalc: Run, tmp_path: Path) -> None:
    setting = json.loads(block("json", '{\n  "yaml.schemas"'))["yaml.schemas"]
    assert ridcalc("init", tmp_path / "data").status == 0
    assert [name for name in setting if not (tmp_path / name).exists()] == []
    assert [pattern for pattern in setting.values() if not list(tmp_path.glob(pattern))] == []


@pytest.mark.usefixtures("shipped")
def test_the_hook_of_the_page_is_the_one_that_ships_and_runs(ridcalc: Run) -> None:
    hook = yaml.safe_load(block("yaml", "repos:"))["repos"][0]["hooks"][0]
    (shipped,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for name in ("id", "entry", "files", "pass_filenames"):
        assert hook[name] == shipped[name], name
    assert [name for name in SHIPPED if not re.search(hook["files"], f"data/{name}.yaml")] == []
    program, *arguments = shlex.split(hook["entry"])
    assert program == "ridcalc"
    assert ridcalc(*arguments).status == 0


def jobs() -> dict[str, list[str]]:
    """Return the commands of each job of CI on the page, by the service."""
    github = parsed(block("yaml", "name: ridcalc"))["jobs"]["check"]["steps"]
    gitlab = parsed(block("yaml", "ridcalc:\n  image"))["ridcalc"]["script"]
    return {"github": [step["run"] for step in github if "run" in step], "gitlab": gitlab}


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_the_job_installs_ridcalc_and_passes_or_fails_with_the_data(service: str, ridcalc: Run, shipped: Path) -> None:
    install, check = jobs()[service]
    assert install == 'pip install "$RIDCALC"'
    program, *arguments = shlex.split(check)
    assert program == "ridcalc"
    assert ridcalc(*arguments).status == 0
    measures = shipped / "measures.yaml"
    measures.write_text(measures.read_text(encoding="utf-8").replace("300000", "300.000"), encoding="utf-8")
    outcome = ridcalc(*arguments)
    assert outcome.status == 1
    assert "number-form" in outcome.out + outcome.err


def test_the_jobs_say_what_pip_installs_and_take_a_python_that_ridcalc_supports() -> None:
    github = parsed(block("yaml", "name: ridcalc"))["jobs"]["check"]
    gitlab = parsed(block("yaml", "ridcalc:\n  image"))["ridcalc"]
    assert github["env"] == gitlab["variables"]
    (setup,) = [step for step in github["steps"] if step.get("uses", "").startswith("actions/setup-python")]
    assert gitlab["image"] == f"python:{setup['with']['python-version']}"
    least = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert Version(setup["with"]["python-version"]) in SpecifierSet(least)


def test_every_block_of_the_page_is_a_document_of_its_language() -> None:
    assert [type(parsed(text)) for text in blocks("yaml") if not text.startswith("# yaml-language")] == [dict] * 3
    assert [type(json.loads(text)) for text in blocks("json")] == [dict] * 2


def test_the_explanation_on_the_page_is_the_one_in_the_schema() -> None:
    (explanation,) = re.findall(r'at `nature`, "(.*?)"', PAGE)
    schema = json.loads((ROOT / "schema" / "measures.json").read_text(encoding="utf-8"))
    assert f'"description": "{explanation}"' in json.dumps(schema)
