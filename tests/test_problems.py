"""The gallery: every problem and warning has an example, and its exact message in both languages."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import HERE, ROOT, Run

GALLERY = HERE / "problems"
EXAMPLES = sorted(path for path in GALLERY.glob("*/*") if path.is_dir() and path.parent.name != "base")
LANGUAGES = ("en", "nl")


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, so that paths are shown short; return it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_mistake_is_told_with_its_place_and_what_to_write_instead(
    example: Path, language: str, ridcalc: Run, golden: Callable[[Path, str], None], workplace: Path
) -> None:
    shutil.copytree(GALLERY / "base", workplace / "data")
    shutil.copytree(example, workplace / "data", dirs_exist_ok=True)
    arguments = workplace / "data" / "arguments.txt"
    extra = arguments.read_text(encoding="utf-8").splitlines() if arguments.exists() else []
    command = extra.pop(0) if extra and not extra[0].startswith("-") else "allocate"
    outcome = ridcalc(command, *extra, "--lang", language)
    golden(example / f"expected.{language}.txt", outcome.err)
    code = example.parent.name
    severity = "error" if outcome.status else "warning"
    assert f"{severity}[{code}]: " in outcome.err
    assert outcome.status == (1 if severity == "error" else 0)
    assert (outcome.out == "") == (severity == "error"), (
        "a problem leaves nothing on stdout, a warning leaves the result"
    )
    assert max(map(len, outcome.err.splitlines())) < 200


def codes_in_the_source() -> set[str]:
    """Return every code that the program can tell, read off its source."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    calls = r'(?:Problem|Refused|note)\(\s*"([a-z0-9-]+)"'
    tables = r'\(\s*"(unknown-[a-z-]+)",\s*say\('
    return set(re.findall(calls, source)) | set(re.findall(tables, source))


def test_every_code_has_an_example() -> None:
    shown_elsewhere = {
        "file-too-large",  # fifty megabytes: tests/test_limits.py, as the next two
        "too-many-entries",
        "too-many-participants",
        "table-too-long",  # two hundred thousand rows: tests/test_growth.py
        "output-not-written",  # a full disk is no folder of files: tests/test_cli.py
        "workbook-too-large",  # a million rows would take too long: tests/test_export.py
    }
    assert codes_in_the_source() - shown_elsewhere == {path.parent.name for path in EXAMPLES}
