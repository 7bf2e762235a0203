"""Decisions on a budget: the books before and after, and the amendment between the two."""
