"""Arguments: what is no usage ends with status 2, and what is usage is never a traceback."""

from pathlib import Path

import pytest

from builders import ROOT, Run


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "arguments",
    [
        ("allocate", "--set", "measures"),
        ("allocate", "--set", "measures..x=1"),
        ("allocate", "--year", "soon"),
        ("allocate", "--by", "colour"),
        ("allocate", "--lang", "fr"),
        ("allocated",),
        ("allocate", "--nonsense"),
    ],
)
def test_wrong_usage_ends_with_status_2(arguments: tuple[str, ...], ridcalc: Run) -> None:
    outcome = ridcalc(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert "Usage" in outcome.err


def test_the_folder_can_come_from_the_environment(
    ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RIDCALC_DATA", str(ROOT / "data"))
    monkeypatch.chdir(tmp_path)
    assert ridcalc("allocate").status == 0


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("change", ["measures.m.name=\udcff", "a" + ".a" * 3000 + "=1", "measures.x.name=@a"])
def test_hostile_changes_are_problems(change: str, ridcalc: Run) -> None:
    outcome = ridcalc("allocate", "--set", change)
    assert (outcome.status, outcome.out) == (1, "")
    assert "error[" in outcome.err
