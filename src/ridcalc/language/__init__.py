"""Turns messages and numbers into the sentences of a language."""
