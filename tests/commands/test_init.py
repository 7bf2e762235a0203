"""`ridcalc init`: a small budget to start from, which is sound as it stands."""

from pathlib import Path

import pytest

from builders import Run
from editor import complaints, kind_of, read
from ridcalc.language.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_budget_is_sound_and_shows_what_there_is(language: str, ridcalc: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "budget"
    made = ridcalc("init", folder, "--lang", language)
    assert made.status == 0
    assert sorted(made.out.split()) == sorted(str(path) for path in folder.rglob("*.*"))
    checked = ridcalc("check", "--data", folder, "--strict", "--lang", "en")
    assert checked.err == ""
    assert "missed" not in checked.out
    assert checked.out.count("✓") == 3
    assert checked.status == 0
    table = ridcalc("allocate", "--data", folder, "--lang", "en")
    assert "€64,000.50" in table.out
    assert "1 PM" in table.out
    for path in folder.rglob("*.yaml"):
        schema = path.read_text(encoding="utf-8").splitlines()[0].partition("=")[2]
        assert (path.parent / schema).exists(), "the editor finds the schema"
        assert complaints(kind_of(path), read(path)) == []


@pytest.mark.parametrize("there", ["keys.yaml", "scenarios/a.yaml", "measures.yaml"])
def test_never_into_a_folder_that_has_a_budget(there: str, ridcalc: Run, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    outcome = ridcalc("init", tmp_path, "--lang", "en")
    assert outcome.status == 1
    assert "error[file-exists]" in outcome.err
    assert [path.name for path in tmp_path.rglob("*.*")] == [Path(there).name]
