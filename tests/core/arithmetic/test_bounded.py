"""Division above bases and within bounds: one t for all, and cents that stay within the bounds."""

import random
from fractions import Fraction

import pytest

from effort import times
from oracle_batches import bounded, to_cents
from ridcalc.core.arithmetic.bounded import BoundsError, Term, bounded_parts, rounded_parts

KEYS_OF_A_SEED = 700
"""Random keys for each seed: 2.100 in the gate."""


def drawn(draw: random.Random) -> tuple[int, list[Term]]:
    """Return an amount in units, and who shares it."""
    terms = []
    for _ in range(draw.randint(1, 4)):
        least = draw.choice([0, 0, draw.randint(0, 60)])
        most = draw.choice([None, None, least + draw.randint(0, 60)])
        terms.append(
            Term(draw.choice([0, 1, 2, 3, draw.randint(1, 50)]), draw.choice([0, draw.randint(0, 20)]), least, most)
        )
    return draw.randint(0, 200), terms


@pytest.mark.parametrize("seed", range(times(1)))
def test_random_keys_are_divided_as_by_trying_every_t(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  the seed makes a failure return
    divided = 0
    for _ in range(KEYS_OF_A_SEED):
        whole, terms = drawn(draw)
        wanted = bounded(whole, [(Fraction(term.weight), *term[1:]) for term in terms])
        if wanted is None:
            with pytest.raises(BoundsError):
                bounded_parts(whole, terms)
            continue
        exact = bounded_parts(whole, terms)
        assert exact == wanted
        parts = rounded_parts(whole, exact)
        assert parts == to_cents(whole, wanted)
        assert sum(parts) == whole
        for term, part in zip(terms, parts, strict=True):
            assert part >= min(term.least, part if term.most is None else term.most)
            assert term.most is None or part <= term.most
        order = draw.sample(range(len(terms)), len(terms))
        assert bounded_parts(whole, [terms[place] for place in order]) == [exact[place] for place in order]
        divided += 1
    assert divided > KEYS_OF_A_SEED // 3


def test_one_pass_over_the_bounds_would_give_equals_unequal_parts() -> None:
    # Setting both bounds at once and dividing the rest would give a 35.000 and b 45.000, though they weigh the same.
    terms = [Term(1, least=35_000), Term(1), Term(1, most=20_000)]
    assert bounded_parts(100_000, terms) == [40_000, 40_000, 20_000]


def test_who_has_no_weight_gets_its_minimum() -> None:
    assert bounded_parts(100, [Term(0, least=30), Term(2), Term(1)]) == [30, Fraction(140, 3), Fraction(70, 3)]
    assert rounded_parts(100, bounded_parts(100, [Term(0, least=30), Term(2), Term(1)])) == [30, 47, 23]
