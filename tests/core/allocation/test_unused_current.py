"""Current estimates: which of them stand on an account that an amendment has."""

from pathlib import Path

import pytest

from builders import write_folder
from ridcalc.core.allocation.allocate import allocate
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

KEYS = """\
participants:
  west: {booking: {programma: P1, taakveld: "6.2"}}
  oost: {members: [noord], key: inner, booking: {programma: B, taakveld: "0.4"}}
  noord: {}
keys: {k: {shares: {west: 50%, oost: 50%}}, inner: {weights: {noord: 1}}}
"""
MEASURES = """\
budget:
  years: [2024]
  executor: {id: gr}
  current:
    OWNER:
      - {programma: PROGRAMMA, taakveld: "TAAKVELD", side: SIDE, amounts: {2024: 1000}}
measures:
  m: {nature: structural, key: k, amounts: {2024: 10}, booking: {programma: P0, taakveld: "0.4"}}
"""


def hints(folder: Path, line: str) -> list[str]:
    """Return the word, or the names, of the hint of each warning about a line: owner, programma, taakveld and side."""
    measures = MEASURES
    for field, value in zip(("OWNER", "PROGRAMMA", "TAAKVELD", "SIDE"), line.split(), strict=True):
        measures = measures.replace(field, value)
    data = write_folder(folder, {"keys.yaml": KEYS, "measures.yaml": measures})
    warnings = [one for one in allocate(load(Folder(str(data))).case).warnings if one.code == "current-unused"]
    assert all(one.path == ("budget", "current", line.split(maxsplit=1)[0], 0) for one in warnings)
    return [str(next(iter(one.hint.values.values()))) for one in warnings if one.hint]


@pytest.mark.parametrize(
    "line",
    [
        "gr P0 0.4 expense",
        "gr P0 0.4 income",  # the contributions that pay for the measure
        "west P1 6.2 expense",
        "oost B 0.4 expense",
        "oost B 0.4 income",  # what the members pay
    ],
)
def test_an_estimate_of_an_account_of_the_amendment_is_used(line: str, tmp_path: Path) -> None:
    assert hints(tmp_path, line) == []


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("gr PO 0.4 income", "P0 0.4 income"),
        ("gr P0 0.5 expense", "P0 0.4 expense"),
        ("west P1 6.2 income", "('P1 6.2 expense',)"),
        ("west zorg 7.1 income", "('P1 6.2 expense',)"),
    ],
)
def test_any_other_estimate_is_warned_of_with_what_was_probably_wanted(line: str, hint: str, tmp_path: Path) -> None:
    assert hints(tmp_path, line) == [hint]
