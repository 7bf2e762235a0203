"""docs/editor.md: the check, the task and the hook are as it says; the editor is in test_language_server.py."""

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from builders import ROOT, SHIPPED, TESTS, Run, write_folder
from editor import SAMPLE, block, lines_marked


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
