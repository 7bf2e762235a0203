"""The allocation of a budget: amounts, their division, totals, controls, assumptions and warnings."""
