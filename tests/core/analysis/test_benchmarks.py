"""Figures of benchmarks in prices of another year, held against the oracle."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oracle_benchmark as oracle
from builders import as_text, write_folder
from effort import times
from ridcalc.core.allocation.allocate import allocate
from ridcalc.core.amounts.prices import Prices
from ridcalc.core.analysis.benchmarks import benchmark_comparison
from ridcalc.core.budget.amount_rules import Index
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load

YEARS = st.integers(2015, 2025)
FIGURES = st.dictionaries(YEARS, st.integers(0, 20_000).map(lambda cents: Fraction(cents, 100)), max_size=5)
SERIES = st.dictionaries(YEARS, st.integers(1, 9_999).map(lambda tenths: Fraction(tenths, 10)), min_size=1)
RATES = st.dictionaries(YEARS, st.integers(-500, 900).map(lambda parts: Fraction(parts, 10_000)), min_size=1)

KEYS: dict[str, Any] = {"participants": {"noord": {}}, "keys": {"k": {"shares": {"noord": "100%"}}}}


def folder_of(path: Path, benchmark: dict[str, Any], index: dict[str, Any]) -> Folder:
    """Return the folder of a budget with one benchmark and one index."""
    measures = {
        "budget": {"years": [2024]},
        "indices": {"i": index},
        "benchmarks": {"b": {**benchmark, "index": "i"}},
        "measures": {"m": {"nature": "incidental", "key": "k", "amounts": {2024: 1}}},
    }
    return Folder(str(write_folder(path, {"keys.yaml": as_text(KEYS), "measures.yaml": as_text(measures)})))


@given(FIGURES, FIGURES, SERIES | st.none(), RATES, st.none() | YEARS)
@settings(max_examples=times(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_rows_are_those_of_the_oracle(
    tmp_path: Path,
    national: dict[int, Fraction],
    own: dict[int, Fraction],
    series: dict[int, Fraction] | None,
    rates: dict[int, Fraction],
    prices_of: int | None,
) -> None:
    index = {"values": {year: str(value) for year, value in series.items()}} if series is not None else {}
    index = index or {"rates": {year: f"{float(rate * 100):.2f}%" for year, rate in rates.items()}}
    figures = {
        name: {year: str(one) for year, one in found.items()} for name, found in (("values", national), ("own", own))
    }
    case = load(folder_of(tmp_path / "data", figures, index)).case
    found = benchmark_comparison(allocate(case), "b", prices_of)
    assert {row.year: (row.own, row.national, row.difference, row.indexed) for row in found.rows} == oracle.rows(
        national, own, series, rates, prices_of
    )


def test_a_rate_that_makes_prices_zero_leads_nowhere_back() -> None:
    prices = Prices({"i": Index.model_construct(rates={2024: Fraction(-1)})})
    assert prices.factor("i", 2023, 2024) == 0
    assert prices.factor("i", 2024, 2023) is None
    assert prices.converted(100, "i", 2024, 2023) is None


def test_a_mix_of_indices_leads_back_with_the_rates_of_both() -> None:
    rates = Index.model_construct(rates={2024: Fraction(2, 100)})
    series = Index.model_construct(values={2023: Fraction(100), 2024: Fraction(104)})
    mix = Index.model_construct(mix={"loon": Fraction(1, 2), "prijs": Fraction(1, 2)})
    prices = Prices({"loon": rates, "prijs": series, "mix": mix})
    assert prices.factor("mix", 2024, 2023) == 1 / Fraction(103, 100), "half of 2% and half of 4% is 3%"
    assert prices.factor("mix", 2025, 2023) is None
