"""What all tests share: running ridcalc in-process, data folders written from text, and goldens."""

import gc
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from builders import ROOT, SHIPPED, TESTS, Outcome, Run, write_folder
from effort import times
from libreoffice import recalculating_profile
from ridcalc import cli

settings.register_profile(
    "ridcalc", max_examples=times(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ridcalc")  # a busy machine is no failure
gc.set_threshold(50_000)  # workbooks are many small objects: looking for garbage less often saves an eighth of the time

QUICK = ("core/", "test_cases.py", "commands/test_check.py", "commands/test_compare.py", "commands/test_explain.py")
"""Where the tests stand that `pytest -m quick` runs: those of the core and of what explains its figures."""

MADE: list[bytes] = []
"""The workbook of the case that ships, once a test has asked for it."""

NUMBERS = count()
"""The names of the folders of tests."""

VARIABLES = ("RIDCALC_LANG", "RIDCALC_DATA", "LC_ALL", "LC_MESSAGES", "LANG")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes goldens instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="write the expected outputs anew; look at the diff")


def in_quick_place(path: Path) -> bool:
    """Tell whether a file stands where the quick tests do."""
    return path.relative_to(TESTS).as_posix().startswith(QUICK)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the other files unread where the quick tests alone are asked for."""
    only_quick = config.option.markexpr == "quick" and collection_path.suffix == ".py"
    return True if only_quick and not in_quick_place(collection_path) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Mark the tests with hypothesis as laws, and as quick what stands in a quick place and is neither law nor slow."""
    for item in items:
        if getattr(item.obj, "is_hypothesis_test", False):
            item.add_marker(pytest.mark.law)
        left_out = item.get_closest_marker("law") or item.get_closest_marker("slow")
        if in_quick_place(item.path) and not left_out:
            item.add_marker(pytest.mark.quick)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unset the machine's locale and variables: a run speaks the budget's language, and its help English."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new folder. pytest's own takes longer than most tests: it looks for a free name, and links to it."""
    folder = tmp_path_factory.getbasetemp() / str(next(NUMBERS))
    folder.mkdir()
    return folder


@pytest.fixture
def english(no_settings: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every run speak English, in this process and others, unless its arguments have --lang."""
    del no_settings  # comes first
    monkeypatch.setenv("RIDCALC_LANG", "en")


@pytest.fixture
def ridcalc(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs ridcalc with arguments, in this process, as its own would be run."""

    def run(*arguments: str | os.PathLike[str]) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile of LibreOffice that recalculates what it opens."""
    return recalculating_profile(tmp_path_factory.mktemp("profile"))


@pytest.fixture
def shipped(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand where data/ is what ships and nothing that a user has added to it; return that folder."""
    files = {f"{name}.yaml": (ROOT / "data" / f"{name}.yaml").read_bytes() for name in SHIPPED}
    project = tmp_path_factory.mktemp("project")
    monkeypatch.chdir(project)
    return write_folder(project / "data", files)


@pytest.fixture
def workbook(ridcalc: Run, shipped: Path) -> Path:
    """Return the workbook of the case that ships, beside its data; made once, since its bytes are always the same."""
    path = shipped.parent / "book.xlsx"
    if not MADE:
        outcome = ridcalc("export", path, "--lang", "nl")
        assert (outcome.status, outcome.out) == (0, f"{path}\n")
        MADE.append(path.read_bytes())
    path.write_bytes(MADE[0])
    return path


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a function that compares a text with the file that holds it, or with the switch writes that file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path} is missing; run pytest --update-golden and look at it"
        assert text == path.read_text(encoding="utf-8")

    return compare
