"""Annotations of GitHub Actions: a line each, with every mark escaped that would end a part of it."""

from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = 'participants: {a: {booking: {category: "4.3.3"}}}\nkeys: {k: {shares: {a: 1}}}\n'
MEASURES = """\
budget: {years: [2024, 2025]}
measures:
  m: {nature: incidental, key: k, amounts: {2024: 100, 2025: PM}, booking: {category: "3.8"}}
"""


def annotations(ridcalc: Run, data: Path, *arguments: str) -> tuple[int, list[str]]:
    """Return the exit status of a check and its annotations, in English."""
    outcome = ridcalc("check", "--format", "github", "--lang", "en", "--data", data, *arguments)
    assert outcome.err == ""
    return outcome.status, outcome.out.splitlines()


def test_a_problem_stands_at_its_line_with_its_hint_and_escaped_marks(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path / "mijn data: 100%, echt", {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    (data / "measures.yaml").write_text(MEASURES.replace("key: k", "key: kk"), encoding="utf-8")
    status, lines = annotations(ridcalc, data)
    place = f"file={tmp_path}/mijn data%3A 100%25%2C echt/measures.yaml,line=3,col=32"
    message = "measure 'm' uses key 'kk', which is not in keys.yaml%0Ahint: did you mean 'k'?"
    assert (status, lines) == (1, [f"::error {place},title=unknown-key::{message}"])


def test_a_percentage_in_a_message_is_escaped(ridcalc: Run, tmp_path: Path) -> None:
    files = {"keys.yaml": KEYS.replace("a: 1}", "a: 52%}"), "measures.yaml": MEASURES}
    status, [line] = annotations(ridcalc, write_folder(tmp_path, files))
    assert status == 1
    assert "title=shares-sum::" in line
    assert "52%25" in line


def test_warnings_are_annotations_and_fail_only_when_strict(ridcalc: Run, tmp_path: Path) -> None:
    measures = MEASURES.replace("2025: PM", "2025: 1").replace(', booking: {category: "3.8"}', "")
    data = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": measures})
    status, [line] = annotations(ridcalc, data)
    assert line.startswith(f"::warning file={data}/measures.yaml,line=3,col=3,title=missing-category::")
    assert status == 0
    assert annotations(ridcalc, data, "--strict") == (1, [line])


@pytest.mark.parametrize(
    ("control", "status", "strict", "annotation"),
    [
        ("2024, amount: 100", 0, 0, None),
        (
            "2024, amount: 90",
            1,
            1,
            "::error title=none%3A c::c (2024): €90 published, €100 calculated, missed: €10 too much",
        ),
        (
            "2025, amount: 5",
            0,
            1,
            "::notice title=none%3A c::c (2025): €5 published, €0 calculated, incomplete; PM in the way: m",
        ),
    ],
)
def test_a_figure_that_does_not_hold_says_why_the_check_fails(
    control: str, status: int, strict: int, annotation: str | None, ridcalc: Run, tmp_path: Path
) -> None:
    files = {"keys.yaml": KEYS, "measures.yaml": f"{MEASURES}controls: {{c: {{year: {control}}}}}\n"}
    data = write_folder(tmp_path, files)
    lines = [] if annotation is None else [annotation]
    assert annotations(ridcalc, data) == (status, lines)
    assert annotations(ridcalc, data, "--strict") == (strict, lines)


def test_what_has_no_line_has_the_file_alone(ridcalc: Run, tmp_path: Path) -> None:
    status, [line] = annotations(ridcalc, tmp_path / "weg")
    assert status == 1
    assert line.startswith(f"::error file={tmp_path}/weg,title=file-missing::there is no such folder%0Ahint: ")
