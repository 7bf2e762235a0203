"""Turns messages and numbers into Dutch or English."""
