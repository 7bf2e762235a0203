"""A year without an amount for a key that takes amounts first is named at the key."""

from pathlib import Path

from builders import Run, write_folder

KEYS = """\
participants: {noord: {}, mgr: {}}
keys:
  rid: {weights: {noord: 1}, fixed: {mgr: 1000}}
"""
MEASURES = "budget: {years: [2024, 2025]}\nmeasures: {ict: {nature: structural, key: rid, amounts: {2024: 5000}}}\n"


def test_the_warning_points_at_the_name_of_the_key(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    warnings = ridcalc("allocate", "--data", data, "--lang", "en").err.splitlines()
    (warning,) = [line for line in warnings if "warning[batch-missing]" in line]
    assert "keys.yaml:3:3: " in warning
    assert "in 2025, so that these are not paid: mgr €1,000" in warning
