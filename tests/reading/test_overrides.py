"""`--set` texts: which characters a path and a value may hold."""

import pytest

from ridcalc.reading.overrides import override_of

TEXT = "measures.inhuur.amounts.2024=250000"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\ufeff", "\uffff", "\udcff"], ids=ascii)
@pytest.mark.parametrize("place", range(len(TEXT)))
def test_a_control_character_or_a_broken_byte_is_refused_in_path_and_value(place: int, character: str) -> None:
    _, problems = override_of(f"{TEXT[:place]}{character}{TEXT[place:]}")
    assert [(problem.code, problem.place and problem.place.column) for problem in problems] == [
        ("control-character", place + 1)
    ]
