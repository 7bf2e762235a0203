"""Amounts: the cents of each measure per period, from what the files say to what is divided."""
