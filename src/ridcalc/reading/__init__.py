"""Reading of YAML files and `--set` texts into a budget or a list of problems, and the schemas of the files."""
