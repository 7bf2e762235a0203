"""Reads YAML and `--set` texts into a budget, or into every problem with its place; the schemas of the same files."""
