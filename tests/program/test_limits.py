"""What is beyond any budget is refused as such, each limit with a problem of its own."""

from pathlib import Path

import pytest

from builders import Run, write_folder

pytestmark = pytest.mark.usefixtures("english")

KEYS = "participants: {a: {}, b: {}}\nkeys: {k: {weights: {a: 1, b: 2}}}\n"
BUDGET = "budget: {years: [2024]}\n"
MEASURES = BUDGET + "measures: {m: {nature: structural, key: k, amounts: {2024: 1}}}\n"


def errors_of(ridcalc: Run, folder: Path, keys: str = KEYS, measures: str = MEASURES) -> str:
    """Return the errors of a budget."""
    data = write_folder(folder, {"keys.yaml": keys, "measures.yaml": measures})
    return ridcalc("allocate", "--data", data).err


def test_a_file_that_is_too_large_is_refused(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.files.MOST_BYTES", 2_000_000)
    filled = MEASURES + "#" * (2_000_000 - len(MEASURES))
    assert "error" not in errors_of(ridcalc, tmp_path, measures=filled)
    assert "error[file-too-large]: this file is larger than 2 megabytes" in errors_of(
        ridcalc, tmp_path, measures=filled + "#"
    )


def test_a_file_of_too_many_entries_is_refused(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.reading.yaml_builder.MOST_ENTRIES", 9)
    assert "error" not in errors_of(ridcalc, tmp_path, measures=MEASURES)
    outcome = errors_of(ridcalc, tmp_path, measures=MEASURES + "x-more: 1\n")
    assert "measures.yaml:3:1: error[too-many-entries]: this file has more than 9 entries" in outcome


def test_a_list_of_too_many_items_is_refused(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.reading.yaml_builder.MOST_ITEMS", 2)
    outcome = errors_of(ridcalc, tmp_path, measures=MEASURES.replace("[2024]", "[2024, 2025, 2026]"))
    assert "measures.yaml:1:30: error[too-many-entries]: this list has more than 2 items" in outcome


def test_too_many_participants_are_refused(ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ridcalc.core.checks.MOST_PARTICIPANTS", 2)
    assert "error" not in errors_of(ridcalc, tmp_path)
    outcome = errors_of(ridcalc, tmp_path, keys=KEYS.replace("b: {}", "b: {}, c: {}"))
    assert "keys.yaml:1:1: error[too-many-participants]: there are more than 2 participants" in outcome


def partnerships(depth: int) -> str:
    """Return keys with so many partnerships in each other."""
    inner = "".join(f"  p{number}: {{members: [p{number + 1}], key: l{number}}}\n" for number in range(depth))
    keys = "".join(f"  l{number}: {{weights: {{p{number + 1}: 1}}}}\n" for number in range(depth))
    return f"participants:\n{inner}  p{depth}: {{}}\nkeys:\n  k: {{weights: {{p0: 1}}}}\n{keys}"


def blends(depth: int) -> str:
    """Return keys of which so many blend each other in turn."""
    keys = "".join(f"  k{number}: {{blend: {{k{number - 1}: 1}}}}\n" for number in range(1, depth))
    return f"participants: {{a: {{}}}}\nkeys:\n  k0: {{weights: {{a: 1}}}}\n{keys}  k: {{blend: {{k{depth - 1}: 1}}}}\n"


def test_partnerships_and_blends_that_lie_too_deep_are_refused(ridcalc: Run, tmp_path: Path) -> None:
    assert "error" not in errors_of(ridcalc, tmp_path, keys=partnerships(50))
    outcome = errors_of(ridcalc, tmp_path, keys=partnerships(51))
    assert "keys.yaml:2:8: error[too-deep]: 'p0' is nested more than 50 levels deep" in outcome
    assert outcome.count("error") == 1
    assert "error" not in errors_of(ridcalc, tmp_path, keys=blends(50))
    outcome = errors_of(ridcalc, tmp_path, keys=blends(51))
    assert "error[too-deep]: 'k' is nested more than 50 levels deep" in outcome
    assert outcome.count("error") == 1


def test_texts_that_are_too_long_are_refused(ridcalc: Run, tmp_path: Path) -> None:
    def named(length: int, field: str = "name") -> str:
        return MEASURES.replace("key: k", f"key: k, {field}: {'x' * length}")

    assert "error" not in errors_of(ridcalc, tmp_path, measures=named(300))
    assert "error[text-too-long]: this name has 301 characters" in errors_of(ridcalc, tmp_path, measures=named(301))
    assert "error" not in errors_of(ridcalc, tmp_path, measures=named(10_000, "note"))
    outcome = errors_of(ridcalc, tmp_path, measures=named(10_001, "note"))
    assert "error[text-too-long]: this text has 10,001 characters" in outcome


@pytest.mark.parametrize(
    "line",
    [
        "  m#: {nature: x, key: k, amounts: {2024: 1}}",
        "  m#: {nature: structural, key: gone-#, amounts: {2024: 1}}",
        "  m: 1",
        "  m#:",
        "  m#: null",
    ],
)
def test_of_very_many_problems_the_first_thousand_are_shown(line: str, ridcalc: Run, tmp_path: Path) -> None:
    wrong = BUDGET + "measures:\n" + "".join(line.replace("#", str(number)) + "\n" for number in range(2500))
    outcome = errors_of(ridcalc, tmp_path, measures=wrong)
    assert outcome.count("error[") == 1000
    assert "\nthese are 1,000; there are more\n" in outcome
    few = errors_of(ridcalc, tmp_path, measures="\n".join(wrong.splitlines()[:22]))
    assert few.count("error[") in {19, 20}
    assert "there are more" not in few


def test_a_batch_may_be_larger_than_sixty_four_bits(ridcalc: Run, tmp_path: Path) -> None:
    lines = "".join(
        f"  m{number}: {{nature: structural, key: k, amounts: {{2024: {10**15}}}}}\n" for number in range(300)
    )
    rounding = "budget: {years: [2024], rounding: {level: total}}\nmeasures:\n"
    data = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": rounding + lines})
    rows = ridcalc("allocate", "--data", data, "--format", "csv").out.splitlines()[1:]
    whole = 300 * 10**15
    assert [row.split(",")[6] for row in rows] == [f"{whole // 3}.00", f"{whole * 2 // 3}.00"]
