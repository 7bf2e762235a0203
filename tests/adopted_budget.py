"""A budget with every kind of input, and cells of its workbook to type in."""

from pathlib import Path

from engines import rows_of, with_changes

KEYS = """\
participants:
  noord: {name: Noord}
  zuid: {name: Zuid}
  dienst: {name: Dienst}
drivers:
  plekken: {name: Plekken, values: {2025: {noord: 30, zuid: 20}}}
keys:
  delen: {shares: {noord: 60%, zuid: 40%}}
  gewicht: {weights: {noord: 2, zuid: 1}}
  telling: {driver: plekken, among: [noord, zuid]}
  vast: {weights: {noord: 2, zuid: 1}, fixed: {dienst: 12.34}}
"""
MEASURES = """\
budget: {years: [2025, 2026], language: en, defaults: {nature: structural}}
indices:
  loon: {rates: {2026: 3%}, corrections: {2026: [1%, 0.5%]}}
measures:
  inhuur: {name: Inhuur, key: delen, amounts: {2025: 1000, 2026: PM}}
  pakket: {name: Pakket, total: 900, spread: {2025: 1/3, 2026: 2/3}, key: gewicht}
  beheer: {name: Beheer, key: delen, yearly: {2025: 400}, index: loon, price_level: 2025}
  werkplek: {name: Werkplek, tariff: {driver: plekken, among: [noord, zuid], price: {2025: 12.50}}}
  korting: {name: Korting, parts: {2025: {noord: 10, zuid: 5}}}
  dienst: {name: Dienst, amounts: {2025: 60}, key: vast}
  loket: {name: Loket, amounts: {2025: 50}, key: telling}
"""


def cell(path: Path, sheet: str, column: str, *texts: object) -> tuple[str, str]:
    """Return the cell in a column and in the first row of a sheet that has all these texts."""
    for number, row in enumerate(rows_of(path, sheet), 1):
        if set(texts) <= set(row):
            return sheet, f"{column}{number}"
    raise AssertionError(texts)


def typed(path: Path, *changes: tuple[str, str, tuple[object, ...], object]) -> Path:
    """Return the workbook with other numbers: a sheet, a column, the texts of a row, and what is typed."""
    return with_changes(path, {cell(path, sheet, column, *texts): value for sheet, column, texts, value in changes})
