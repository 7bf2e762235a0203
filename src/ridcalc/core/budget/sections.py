"""The sections of the files: where each stands, and what is said of its entries. A section is one record here.

The field that holds it is declared in model.py, and what its fields are for is described in reading/descriptions.py.
"""

from typing import NamedTuple

from ridcalc.core.values.problems import InvalidValueError, Message, Path, Problem, say

NO_SCENARIO = "none"
"""The id that stands for no scenario: the base files alone."""


class Unknown(NamedTuple):
    """The problem that it is when a reference names no entry of a section."""

    code: str
    message: Message
    """`{owner}` is whose reference it is, `{id}` the id that is not there."""


class FileSection(NamedTuple):
    """A section of the files."""

    name: str
    file: str | None
    """The base file in which it stands; None for scenarios, which have a file each."""
    entry: Message
    """The words for an entry, `{id}`."""
    marks: bool
    """Whether amounts that rest on an assumption of an entry are marked `*`; the entry is then listed if it is in use.

    Otherwise every assumption is listed, among what is assumed besides.
    """
    unknown: Unknown | None = None
    """None where nothing refers to an entry."""
    whole: Message = say("this file")
    """The words for the section as a whole."""
    has_entries: bool = True
    """Whether it holds entries by their ids; False for the settings of the budget."""


SECTIONS: dict[str, FileSection] = {
    section.name: section
    for section in (
        FileSection(
            "participants",
            "keys.yaml",
            say("participant '{id}'"),
            marks=False,
            unknown=Unknown("unknown-participant", say("{owner} names participant '{id}', which is not in keys.yaml")),
        ),
        FileSection(
            "drivers",
            "keys.yaml",
            say("driver '{id}'"),
            marks=True,
            unknown=Unknown("unknown-driver", say("{owner} uses driver '{id}', which is not in keys.yaml")),
        ),
        FileSection(
            "keys",
            "keys.yaml",
            say("key '{id}'"),
            marks=True,
            unknown=Unknown("unknown-key", say("{owner} uses key '{id}', which is not in keys.yaml")),
        ),
        FileSection(
            "budget",
            "measures.yaml",
            say("'{id}' of the budget"),
            marks=False,
            whole=say("the budget"),
            has_entries=False,
        ),
        FileSection(
            "documents",
            "measures.yaml",
            say("document '{id}'"),
            marks=False,
            unknown=Unknown(
                "unknown-document",
                say("{owner} names document '{id}', which is not among the documents in measures.yaml"),
            ),
        ),
        FileSection(
            "pc_documents",
            "measures.yaml",
            say("P&C document '{id}'"),
            marks=False,
            unknown=Unknown(
                "unknown-pc-document",
                say("{owner} names P&C document '{id}', which is not among the pc_documents in measures.yaml"),
            ),
        ),
        FileSection(
            "measures",
            "measures.yaml",
            say("measure '{id}'"),
            marks=True,
            unknown=Unknown("unknown-measure", say("{owner} names measure '{id}', which is not in measures.yaml")),
        ),
        FileSection("controls", "measures.yaml", say("control '{id}'"), marks=False),
        FileSection(
            "scenarios",
            None,
            say("scenario '{id}'"),
            marks=False,
            unknown=Unknown("unknown-scenario", say("there is no scenario '{id}'")),
        ),
    )
}
"""By name; those of one file in the order in which the budget declares them."""

FILES: dict[str, tuple[str, ...]] = {
    file: tuple(section.name for section in SECTIONS.values() if section.file == file)
    for file in dict.fromkeys(section.file for section in SECTIONS.values() if section.file)
}
"""The base files, and the names of the sections that each may hold."""

WITH_ENTRIES = tuple(section.name for section in SECTIONS.values() if section.file and section.has_entries)
"""The names of the sections of the base files that hold entries by their ids."""


def owner_of(path: Path) -> Message:
    """Return the words for the object that a path lies in."""
    section = SECTIONS.get(str(path[0])) if path else None
    if section is None:
        return say("this file")
    return say(section.entry.template, id=str(path[1])) if len(path) > 1 else section.whole


def problem_at(refusal: InvalidValueError, *path: str | int, at_key: bool = False) -> Problem:
    """Return the problem that a refusal is at `path`; a message that speaks of {owner} is told who that is."""
    message = Message(refusal.message.template, {"owner": owner_of(path), **refusal.message.values})
    return Problem(refusal.code, message, refusal.hint, refusal.path or path, at_key=at_key)
