"""Whole numbers only: apportionment, controlled rounding, subset sums."""
