"""Tables of what is received, in whole cents: the sums of rows and columns stay, however many cells are open."""

from fractions import Fraction

from ridcalc.core.analysis.decisions.tables import MOST_TIES, rounded_table


def test_a_table_with_more_open_cells_than_are_ordered_keeps_its_sums() -> None:
    # Each of 102 payers owes 2 cents on 4 accounts, half a cent on each: 408 open cells. An account receives 51 cents.
    payers, accounts = 102, 4
    assert payers * accounts > MOST_TIES
    table = rounded_table([[Fraction(1, 2)] * accounts for _ in range(payers)], 1)
    assert [sum(row) for row in table] == [2] * payers
    assert [sum(column) for column in zip(*table, strict=True)] == [51] * accounts
    assert {cell for row in table for cell in row} == {0, 1}
