"""Files as an editor reads them, held against the schemas, and the blocks of docs/editor.md."""

import re
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from builders import ROOT
from ridcalc.reading.schemas import KINDS, schema_of

VALIDATORS = {kind: Draft202012Validator(schema_of(kind, "en")) for kind in KINDS}


class _Yaml12(yaml.SafeLoader):
    """Reads the types that JSON has."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag.rsplit(":", 1)[1] in {"bool", "int", "float", "null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first not in "yYoO"
}
for initial in "nN":  # null, but not no
    _Yaml12.yaml_implicit_resolvers[initial] = [
        resolver for resolver in _Yaml12.yaml_implicit_resolvers[initial] if resolver[0].endswith(":null")
    ]


def parsed(text: str) -> Any:  # noqa: ANN401  whatever the text holds
    """Return a text as an editor reads it: YAML 1.2, in which dates and yes are texts."""
    return yaml.load(text, _Yaml12)  # noqa: S506  a safe loader with fewer types


def read(path: Path) -> Any:  # noqa: ANN401  whatever the file holds
    """Return a file as an editor reads it."""
    return parsed(path.read_text(encoding="utf-8"))


def kind_of(path: Path) -> str:
    """Return which kind of file a file is."""
    return path.stem if path.stem in KINDS else "scenario"


def complaints(kind: str, document: object) -> list[str]:
    """Return what the schema of a kind has against a document."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[kind].iter_errors(textual(document))]


def textual(document: object) -> object:
    """Return a document with the names of its mappings as the texts that stand there, as JSON has them."""
    if isinstance(document, dict):
        return {str(name): textual(value) for name, value in document.items()}
    return [textual(item) for item in document] if isinstance(document, list) else document


PAGE = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return every block of the page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def block(language: str, beginning: str) -> str:
    """Return the block of the page in a language that has this text at its beginning."""
    return next(text for text in blocks(language) if text.startswith(beginning))


SAMPLE = block("yaml", "# yaml-language-server: $schema=schema/measures.json\nbudget")


def lines_marked(*marks: str) -> list[int]:
    """Return the numbers of the sample's lines that end in one of these remarks."""
    return [number for number, line in enumerate(SAMPLE.splitlines(), 1) if line.endswith(marks)]
