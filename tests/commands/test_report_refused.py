"""`ridcalc report` where there is no page: wrong options, files with problems, a page that exists."""

from pathlib import Path

import pytest

from builders import SMALL_KEYS, SMALL_MEASURES, Run, write_folder


def test_a_folder_with_problems_leaves_no_page(ridcalc: Run, tmp_path: Path) -> None:
    files = {"keys.yaml": SMALL_KEYS, "measures.yaml": SMALL_MEASURES.replace("key: k", "key: kk", 1)}
    folder = write_folder(tmp_path / "data", files)
    outcome = ridcalc("report", tmp_path / "page.html", "--data", folder)
    assert (outcome.status, "unknown-key" in outcome.err) == (1, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


@pytest.mark.usefixtures("shipped")
def test_a_page_that_exists_is_kept_unless_it_is_forced(ridcalc: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("kept", encoding="utf-8")
    outcome = ridcalc("report", page)
    assert (outcome.status, "file-exists" in outcome.err, page.read_text(encoding="utf-8")) == (1, True, "kept")
    forced = ridcalc("report", page, "--force")
    assert (forced.status, forced.out) == (0, f"{page}\n")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("page.pdf",), ".html, .md or .json"),
        (("page.html", "--stage", "x", "--from", "y"), "--stage names a scenario"),
        (("page.html", "--stage", "x", "--scenario", "y"), "--stage names a scenario"),
    ],
)
def test_options_that_do_not_fit_are_wrong_usage(options: tuple[str, ...], words: str, ridcalc: Run) -> None:
    outcome = ridcalc("report", *options, "--lang", "en")
    assert (outcome.status, words in " ".join(outcome.err.split())) == (2, True)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--against", "raadsbrief"), "against-itself"),
        (("--against", "nergens"), "unknown-scenario"),
        (("--participant", "zevenar"), "unknown-participant"),
        (("--per", "inwoner"), "unknown-driver"),
        (("--stage", "nergens"), "unknown-stage"),
        (("--style", "nergens.css"), "file-missing"),
    ],
)
@pytest.mark.usefixtures("shipped")
def test_what_does_not_fit_the_files_is_a_problem_and_leaves_no_page(
    options: tuple[str, ...], code: str, ridcalc: Run, tmp_path: Path
) -> None:
    outcome = ridcalc("report", tmp_path / "page.html", *options)
    assert (outcome.status, f"[{code}]" in outcome.err) == (1, True), outcome.err
    assert not (tmp_path / "page.html").exists()


def test_a_year_without_inhabitants_is_a_problem_if_they_are_asked_for_and_no_block_otherwise(
    ridcalc: Run, tmp_path: Path
) -> None:
    early = SMALL_MEASURES.replace("years: [2024, 2025]", "years: [2023, 2024, 2025]")
    folder = write_folder(tmp_path / "data", {"keys.yaml": SMALL_KEYS, "measures.yaml": early})
    asked = ridcalc("report", tmp_path / "page.md", "--data", folder, "--per", "inwoners")
    assert (asked.status, "--per inwoners: error[no-reference-year]" in asked.err) == (1, True), asked.err
    assert ridcalc("report", tmp_path / "page.md", "--data", folder).status == 0
    assert "per inwoner" not in (tmp_path / "page.md").read_text(encoding="utf-8")
