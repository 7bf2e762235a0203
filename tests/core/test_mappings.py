"""Shares that do not add to one: what is told beside it."""

from pathlib import Path

import pytest

from conftest import Run, write_folder

MEASURES = "budget: {years: [2024]}\nmeasures: {m: {nature: structural, key: k, amounts: {2024: 1}}}\n"
FRACTIONS = "hint: what a percentage cannot write exactly, a fraction can: 1/3"
PERCENTAGES = "hint: write percentages, such as 67%, or use weights"


@pytest.mark.parametrize(
    ("shares", "hint"),
    [
        ("{a: 66.66%, b: 33.33%}", FRACTIONS),
        ("{a: 66.67%, b: 33.34%}", FRACTIONS),
        ("{a: 66%, b: 33%}", ""),
        ("{a: 67%, b: 34%}", ""),
        ("{a: 67, b: 33}", PERCENTAGES),
        ("{a: 1, b: 1}", ""),
    ],
)
def test_shares_that_miss_one_by_a_little_could_be_fractions(
    shares: str, hint: str, ridcalc: Run, tmp_path: Path
) -> None:
    keys = f"participants: {{a: {{}}, b: {{}}}}\nkeys: {{k: {{shares: {shares}}}}}\n"
    outcome = ridcalc("check", "--data", write_folder(tmp_path, {"keys.yaml": keys, "measures.yaml": MEASURES}))
    assert "error[shares-sum]" in outcome.err
    assert "".join(line.strip() for line in outcome.err.splitlines() if "hint:" in line) == hint
