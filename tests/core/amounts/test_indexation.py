"""Indexation: a rate changes the amounts that it indexes, what is over them, and nothing else."""

import json
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from builders import write_folder
from effort import times
from ridcalc.core.amounts.amount import Amount
from ridcalc.core.amounts.book import amounts_of
from ridcalc.core.amounts.indices import IndexBook
from ridcalc.core.amounts.rules import rules_of
from ridcalc.core.budget.amount_rules import Over
from ridcalc.core.budget.model import Budget
from ridcalc.core.keys.key_book import KeyBook
from ridcalc.core.values.problems import ProblemsFoundError, UnavailableError
from ridcalc.reading.folder import Folder
from ridcalc.reading.loader import load
from strategies_of_rules import ruled_budgets

Document = dict[str, Any]


def read(folder: Path, keys: Document, measures: Document) -> tuple[Budget, dict[tuple[str, object], Amount]]:
    """Return a budget, and its amounts by measure, period and whether they are PM."""
    write_folder(folder, {"keys.yaml": json.dumps(keys), "measures.yaml": json.dumps(measures)})
    try:
        budget = load(Folder(str(folder))).case.budget
    except ProblemsFoundError:  # all values of a drawn driver are zero
        assume(False)  # noqa: FBT003  the signature of hypothesis
    amounts = amounts_of(budget.measures, rules_of(budget, KeyBook(budget).counts))
    return budget, {(one.measure, one.dated): one for one in amounts}


@given(files=ruled_budgets(), index=st.sampled_from(["loon", "prijs"]), year=st.integers(2021, 2026))
@settings(max_examples=times(15), deadline=None, suppress_health_check=list(HealthCheck))
def test_a_rate_changes_exactly_the_amounts_that_follow_from_it(
    files: tuple[Document, Document], index: str, year: int, tmp_path: Path
) -> None:
    keys, measures = files
    measures["indices"]["gr"].pop("precision", None)  # so that every change of a rate changes that of the mix
    other = deepcopy(measures)
    if index == "loon":
        rates = other["indices"]["loon"]["rates"]
        rates[str(year)] = "7.7%" if rates[str(year)] != "7.7%" else "8%"
        years = {year}
    else:
        values = other["indices"]["prijs"]["values"]
        values[str(year)] = "333.3"  # the change from the year before, and that to the year after
        years = {year, year + 1}
    budget, before = read(tmp_path / "a", keys, measures)
    _, after = read(tmp_path / "b", keys, other)
    book = IndexBook(budget.indices)
    follows = {
        key
        for key, amount in before.items()
        if amount.index_id and index in book.made_of(amount.index_id) and years & {one for one, _ in amount.rates}
    }
    assert before.keys() == after.keys()
    assert {key for key in before if before[key].rates != after[key].rates} == follows
    moved = {key for key in before if before[key].steps != after[key].steps}
    over = {key for key in moved if before[key].kind == "surcharge"}
    assert moved - over <= follows
    measures_that_follow = {measure for measure, _ in follows}
    for measure, _ in over:
        surcharge = budget.measures[measure].surcharge
        assert surcharge is not None
        if isinstance(surcharge.of, Over):
            field, wanted = ("key", surcharge.of.key) if surcharge.of.key else ("task", surcharge.of.task)
            assert any(getattr(budget.measures[name], field) == wanted for name in measures_that_follow)
        else:
            assert measures_that_follow & {*surcharge.of}


def test_the_rate_of_a_chain_of_mixes_is_exact(tmp_path: Path) -> None:
    keys = {"participants": {"noord": {}}, "keys": {"k": {"shares": {"noord": 1}}}}
    indices = {
        "loon": {"rates": {"2025": "4.60%"}},
        "prijs": {"values": {"2024": "100", "2025": "102.10"}},
        "gr": {"mix": {"prijs": "1/3", "loon": "2/3"}},
        "half": {"mix": {"gr": "50%", "prijs": "50%"}, "precision": "0.01%"},
    }
    measure = {"nature": "structural", "key": "k", "amounts": {"2025": 1}}
    budget, _ = read(tmp_path, keys, {"budget": {"years": [2025]}, "indices": indices, "measures": {"m": measure}})
    book = IndexBook(budget.indices)
    assert book.rate("gr", 2025) == Fraction(113, 3000)  # 2,10% / 3 + 4,60% × 2/3
    assert book.rate("half", 2025) == Fraction("0.0293")  # (3,7666…% + 2,10%) / 2 = 2,9333…%, rounded
    assert book.made_of("half") == ("half", "gr", "prijs", "loon")


def test_a_mix_of_two_budgets_that_lacks_an_index_gives_no_amounts(tmp_path: Path) -> None:
    keys = {"participants": {"noord": {}}, "keys": {"k": {"shares": {"noord": 1}}}}
    measure = {"nature": "structural", "key": "k", "index": "loon", "price_level": 2024, "amounts": {"2025": 1}}
    indices = {"loon": {"rates": {"2025": "4.60%"}}}
    budget, _ = read(tmp_path, keys, {"budget": {"years": [2025]}, "indices": indices, "measures": {"m": measure}})
    rules = rules_of(budget.model_copy(update={"indices": {}}), KeyBook(budget).counts)
    with pytest.raises(UnavailableError):
        list(amounts_of(budget.measures, rules))
