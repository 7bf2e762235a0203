"""What keeps an amendment a draft: estimates that are missing, and lines without a booking."""

from pathlib import Path

from builders import Run, write_folder

KEYS = """\
participants: {noord: {coverage: {2024: {source: saldo}}}}
keys: {alles: {weights: {noord: 1}}}
"""
MEASURES = """\
budget: {years: [2024], executor: {id: dienst}, defaults: {key: alles, nature: incidental}}
measures:
  huur: {amounts: {2024: 100}, booking: {programma: P, taakveld: "0.4"}}
  ict: {amounts: {2024: 100}}
"""


def test_the_estimate_of_a_line_without_a_booking_is_not_asked_for(ridcalc: Run, tmp_path: Path) -> None:
    data = write_folder(tmp_path, {"keys.yaml": KEYS, "measures.yaml": MEASURES})
    shown = ridcalc("amend", "--data", data, "--lang", "en")
    assert "the current estimate of P 0.4 is missing in 2024" in shown.out
    assert shown.out.count("the current estimate of ") == 1
    assert "lines are booked without: programma, taakveld" in shown.out
