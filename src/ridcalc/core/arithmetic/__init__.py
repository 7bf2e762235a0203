"""Algorithms on whole numbers: apportionment, controlled rounding, subset sums."""
