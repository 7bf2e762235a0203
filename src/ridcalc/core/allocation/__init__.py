"""What follows from a budget: amounts, their division, totals, controls, assumptions and warnings."""
