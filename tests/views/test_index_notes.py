"""The indices below a table: in one line, and with `--notes` each with its rates, price level and source."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import Run, write_folder

KEYS = """\
participants: {noord: {name: Noord}, zuid: {name: Zuid}}
keys:
  samen: {name: Vaste verdeling, shares: {noord: 60%, zuid: 40%}}
"""
INDICES = """\
documents: {cep: {title: Raming}}
indices:
  loon: {name: Loon, rates: {2025: 4.6%, 2026: 3.2%}, corrections: {2026: [0.3%]}, source: {document: cep, page: 4}}
  prijs: {name: Prijs, rates: {2025: 2.1%, 2026: 1.8%, 2027: 1.7%}, provisional: true}
  gr: {name: Index GR, mix: {loon: 2/3, prijs: 1/3}, precision: 0.01%}
  cpi: {name: Consumentenprijzen, values: {2004: 544.7, 2024: 850.3, 2026: 900}}
  huur: {name: Huren, rates: {2025: 5%, 2027: 2%}}
"""
Shown = Callable[..., str]


@pytest.fixture
def allocated(tmp_path: Path, ridcalc: Run) -> Shown:
    """Return a function from budget and measures in YAML to what `allocate` shows in Dutch."""

    def shown(budget: str, measures: str, *options: str) -> str:
        defaults = "defaults: {key: samen, nature: structural, booking: {category: '3.8'}}"
        text = f"budget: {{{budget}, {defaults}}}\n{INDICES}measures:\n{measures}"
        folder = write_folder(tmp_path / "data", {"keys.yaml": KEYS, "measures.yaml": text})
        outcome = ridcalc("allocate", *options, "--width", "200", "--lang", "nl", "--data", str(folder))
        assert outcome.status == 0, outcome.err
        return outcome.out

    return shown


BEHEER = "  beheer: {yearly: {2024: 1000}}\n"


@pytest.mark.parametrize(
    ("budget", "line"),
    [
        # the mix has the years that both of its indices have
        ("index: gr", "Index: Index GR, 2025 t/m 2026, per jaar; voorlopig"),
        ("index: loon, indexation: {method: cumulative}", "Index: Loon, 2025 t/m 2026, in één keer"),
        (
            "index: loon, indexation: {prices: constant, constant_from: 2025}",
            "Index: Loon, 2025 t/m 2026, per jaar, constante prijzen vanaf 2025",
        ),
        ("index: huur", "Index: Huren, 2025, 2027, per jaar"),
        # at once, a series needs no value in the years between
        (
            "index: cpi, indexation: {method: cumulative, prices: constant, constant_from: 2024}",
            "Index: Consumentenprijzen, 2005 t/m 2026, in één keer, constante prijzen vanaf 2024",
        ),
    ],
)
def test_one_index_has_one_line(budget: str, line: str, allocated: Shown) -> None:
    assert line in allocated(f"years: [2025], price_level: 2024, {budget}", BEHEER).splitlines()


def test_several_indices_have_one_line_together(allocated: Shown) -> None:
    measures = f"{BEHEER}  pand: {{index: huur, amounts: {{2025: 500}}}}\n"
    line = "Index: Index GR (2025 t/m 2026), Huren (2025, 2027), per jaar; voorlopig: Index GR"
    assert line in allocated("years: [2025], price_level: 2024, index: gr", measures).splitlines()


def test_without_an_indexed_amount_there_is_no_line(allocated: Shown) -> None:
    budget = "years: [2025], price_level: 2024, index: gr"
    measures = "  beheer: {index: none, yearly: {2024: 1000}}\n"
    assert "Index" not in allocated(budget, measures)
    assert "Index" not in allocated(budget, measures, "--notes")


def test_a_filter_leaves_out_the_indices_of_other_years(allocated: Shown) -> None:
    measures = "  beheer: {yearly: {2024: 1000}, ends: 2024}\n  pand: {index: huur, amounts: {2025: 500}}\n"
    budget = "years: [2024, 2025], price_level: 2024, index: loon"
    assert "Index: Huren, 2025, 2027, per jaar" in allocated(budget, measures, "--year", "2025").splitlines()
    assert "Loon" not in allocated(budget, measures, "--year", "2025", "--notes")


def test_the_notes_have_the_rates_of_an_index_and_of_what_it_mixes(allocated: Shown) -> None:
    budget = "years: [2026], price_level: 2024, index: gr, indexation: {prices: constant, constant_from: 2026}"
    section = allocated(budget, BEHEER, "--notes").split("Indexatie\n")[1].split("\n\n")[0]
    # loon 2026: 3,2% + 0,3% = 3,5%; mix: 2/3 × 4,6% + 1/3 × 2,1% = 3,7667%, and 2/3 × 3,5% + 1/3 × 1,8% = 2,9333%
    assert section.splitlines() == [
        "  - Per jaar: elk jaar begint met het afgeronde bedrag van het jaar ervoor",
        "  - Constante prijzen: bedragen van jaren na 2026 zijn in prijzen van 2026",
        "  - Index GR: 2025 3,77%, 2026 2,93%; prijspeil 2024; mix van 2/3 Loon, 1/3 Prijs",
        "  - Loon: 2025 4,6%, 2026 3,5%; bron: Raming, pagina 4",
        "  - Prijs: 2025 2,1%, 2026 1,8%; voorlopig",
    ]


def test_the_notes_have_the_values_of_a_series(allocated: Shown) -> None:
    budget = "years: [2026], price_level: 2024, index: cpi, indexation: {method: cumulative}"
    assert "Consumentenprijzen: 2024 850,3, 2026 900; prijspeil 2024" in allocated(budget, BEHEER, "--notes")


def test_an_amount_of_the_year_of_its_prices_needs_no_rates(allocated: Shown) -> None:
    budget = "years: [2024], price_level: 2024, index: loon"
    line = "  - Loon: geen percentages nodig; prijspeil 2024; bron: Raming, pagina 4"
    assert line in allocated(budget, BEHEER, "--notes").splitlines()
