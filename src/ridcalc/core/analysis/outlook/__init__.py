"""The outlook of a budget: the structural balance, incidental amounts, mutations per P&C document, and reserves."""
