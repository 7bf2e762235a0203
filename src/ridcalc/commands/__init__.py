"""The commands: each `run` function takes options and returns texts and warnings. Nothing here prints."""
