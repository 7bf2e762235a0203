"""The gallery: every problem and warning has an example, and its exact message in every language."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import TESTS, Outcome, Run, codes_in_the_source
from ridcalc.language.languages import LANGUAGES, OWN_LANGUAGE, TRANSLATED

GALLERY = TESTS / "problems"
EXAMPLES = sorted(path for path in GALLERY.glob("*/*") if path.is_dir() and path.parent.name != "base")


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, so that paths are shown short; return it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def grow(folder: Path) -> None:
    """Add the lines that grown.txt describes: a file, how many lines, and the line, in which {n} is its number."""
    plan = folder / "grown.txt"
    for line in plan.read_text(encoding="utf-8").splitlines() if plan.exists() else ():
        name, count, text = line.split(" ", 2)
        with (folder / name).open("a", encoding="utf-8") as file:
            file.writelines(f"{text.replace('{n}', str(number))}\n" for number in range(1, int(count) + 1))


def run_into(path: str, *arguments: str) -> Outcome:
    """Run ridcalc with its output to a file, such as a device that is always full."""
    if not Path(path).exists():
        pytest.skip(f"this system has no {path}")
    with open(path, "wb") as file:
        command = [sys.executable, "-m", "ridcalc", *arguments]
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    return Outcome(done.returncode, "", done.stderr)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_mistake_is_reported_with_its_place_and_what_to_write_instead(
    example: Path, language: str, ridcalc: Run, golden: Callable[[Path, str], None], workplace: Path
) -> None:
    shutil.copytree(GALLERY / "base", workplace / "data")
    shutil.copytree(example, workplace / "data", dirs_exist_ok=True)
    grow(workplace / "data")
    arguments = workplace / "data" / "arguments.txt"
    extra = arguments.read_text(encoding="utf-8").splitlines() if arguments.exists() else []
    command = extra.pop(0) if extra and not extra[0].startswith("-") else "allocate"
    stdout = example / "stdout.txt"
    if stdout.exists():
        outcome = run_into(stdout.read_text(encoding="utf-8").strip(), command, *extra, "--lang", language)
    else:
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


def sentences_in(path: Path) -> set[str]:
    """Return the messages and hints of a golden, without what stands before them."""
    lines = re.findall(
        r"^(?:\S.*?(?:error|warning)\[.*?\]|  \w+): (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert lines, path
    return set(lines)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_golden_of_another_language_has_an_english_sentence(language: str) -> None:
    english = {
        example: sentences_in(example / f"expected.{language}.txt")
        & sentences_in(example / f"expected.{OWN_LANGUAGE}.txt")
        for example in EXAMPLES
    }
    assert [sentences for sentences in english.values() if sentences] == [], (
        "first the translation: python tools/catalogue.py"
    )


def test_every_code_has_an_example() -> None:
    assert codes_in_the_source() == {path.parent.name for path in EXAMPLES}
