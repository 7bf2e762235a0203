"""The workbook of a budget with amounts that follow from rules: it holds, is recalculated alike, and is verified."""

from pathlib import Path

import pytest

from builders import Run, write_folder
from engines import assert_live, rows_of

KEYS = """\
participants:
  a: {}
  b: {}
  samen: {members: [c, d], key: half}
  c: {}
  d: {}
drivers:
  plekken: {values: {2024: {a: 31, b: 20, c: 7, d: 9}}}
groups:
  top: [a, b, samen]
keys:
  k: {driver: plekken, among: top}
  half: {shares: {c: 1/2, d: 1/2}}
"""
MEASURES = """\
budget:
  years: [2024, 2025]
  index: gr
  price_level: 2024
  executor: {id: dienst}
  defaults: {key: k, nature: structural}
indices:
  gr: {rates: {2025: 3.77%}}
measures:
  beheer: {yearly: {2024-Q4: 100000}}
  werkplek: {tariff: {driver: plekken, among: top, price: {2024: 1250.335}}}
  afspraak: {nature: incidental, parts: {2025: {a: 500, samen: -300.01, b: PM}}}
  opslag: {surcharge: {rate: 7.5%, of: [beheer, werkplek]}}
  subsidie: {side: income, index: gr, yearly: {2025: 1000.01}}
  weg: {amounts: {2025: 5}}
"""


@pytest.mark.parametrize("level", ["measure", "total"])
def test_it_holds_and_is_verified(ridcalc: Run, tmp_path: Path, level: str) -> None:
    files = {"keys.yaml": KEYS, "measures.yaml": MEASURES, "scenarios/zonder.yaml": "without: [weg]\n"}
    folder, path = write_folder(tmp_path / "data", files), tmp_path / "book.xlsx"
    options = ("--data", folder, "--scenario", "zonder", "--set", f"budget.rounding.level={level}")
    assert ridcalc("export", path, *options).status == 0
    assert_live(path)
    rows = [[cell for cell in row if cell is not None] for row in rows_of(path, "Maatregelen")]
    shown = [row for row in rows if "2024-Q4" in row]
    assert any(25000 in row for row in shown), "a quarter of 100.000"
    verified = ridcalc("verify", path, "--data", folder)
    assert verified.status == 0, verified.out
