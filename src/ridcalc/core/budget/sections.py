"""The sections of the files, one record each: the file, and the words for the section and its entries in messages.

model.py declares the field that holds a section; reading/descriptions.py describes the fields of its entries.
"""

from typing import Final, NamedTuple

from ridcalc.core.values.problems import InvalidValueError, Message, Path, Problem, say

NO_SCENARIO = "none"
"""The id for no scenario: the base files alone."""
NO_INDEX = NO_SCENARIO
"""The word for no index."""
ALL = "all"
"""The group of all participants without members."""
FIELDS_OF_DECISIONS = ("kind", "year", "exempt", "recess")
"""The fields of the dates of a stage, beside which those of organisations stand by their ids."""
OF_ORGANISATIONS: Final = "[organisations]"
"""The field that holds the dates of organisations. It is no part of a path in the files, where they stand beside it."""


class Unknown(NamedTuple):
    """The problem of a reference to an unknown entry of a section."""

    code: str
    message: Message
    """The message; `{owner}` is the object with the reference, `{id}` the unknown id."""


class FileSection(NamedTuple):
    """A section of the files."""

    name: str
    file: str | None
    """The base file with the section; None for scenarios, which have a file each."""
    entry: Message
    """The words for an entry; `{id}` is its id."""
    marks: bool
    """Whether amounts that depend on an assumption of an entry are marked `*`.

    If so, the assumption is listed when an amount depends on it; if not, it is always listed as a general assumption.
    """
    unknown: Unknown | None = None
    """The problem of a reference to an unknown entry; None if no field refers to the section."""
    whole: Message = say("this file")
    """The words for the section as a whole."""
    has_entries: bool = True
    """Whether the section holds named entries by id; False for groups, and for the settings of the budget."""


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
            "groups",
            "keys.yaml",
            say("group '{id}'"),
            marks=False,
            unknown=Unknown("unknown-group", say("{owner} names group '{id}', which is not in keys.yaml")),
            has_entries=False,
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
            "stages",
            "measures.yaml",
            say("stage '{id}'"),
            marks=False,
            unknown=Unknown(
                "unknown-stage", say("{owner} names stage '{id}', which is not among the stages in measures.yaml")
            ),
        ),
        FileSection(
            "tasks",
            "measures.yaml",
            say("task '{id}'"),
            marks=False,
            unknown=Unknown(
                "unknown-task", say("{owner} names task '{id}', which is not among the tasks in measures.yaml")
            ),
        ),
        FileSection(
            "reserves",
            "measures.yaml",
            say("reserve '{id}'"),
            marks=False,
            unknown=Unknown(
                "unknown-reserve", say("{owner} names reserve '{id}', which is not among the reserves in measures.yaml")
            ),
        ),
        FileSection(
            "indices",
            "measures.yaml",
            say("index '{id}'"),
            marks=True,
            unknown=Unknown(
                "unknown-index", say("{owner} uses index '{id}', which is not among the indices in measures.yaml")
            ),
        ),
        FileSection("benchmarks", "measures.yaml", say("benchmark '{id}'"), marks=True),
        FileSection(
            "decisions",
            "measures.yaml",
            say("the calendar of stage '{id}'"),
            marks=False,
            has_entries=False,
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
"""The sections by name; those of one file stand in the order of the fields of Budget."""

FILES: dict[str, tuple[str, ...]] = {
    file: tuple(section.name for section in SECTIONS.values() if section.file == file)
    for file in dict.fromkeys(section.file for section in SECTIONS.values() if section.file)
}
"""The base files, each with the names of the sections it may hold."""

WITH_ENTRIES = tuple(section.name for section in SECTIONS.values() if section.file and section.has_entries)
"""Names of the sections of the base files that hold entries by id."""


def owner_of(path: Path) -> Message:
    """Return the words for the object at `path`, or for the object that contains the path."""
    section = SECTIONS.get(str(path[0])) if path else None
    if section is None:
        return say("this file")
    return say(section.entry.template, id=str(path[1])) if len(path) > 1 else section.whole


def problem_at(refusal: InvalidValueError, *path: str | int, at_key: bool = False) -> Problem:
    """Return the problem for a refusal at `path`, unless the refusal has a path. Fills in `{owner}` in the message."""
    template, values = refusal.message
    message = Message(template, {"owner": owner_of(path), **values} if "{owner}" in template else values)
    return Problem(refusal.code, message, refusal.hint, refusal.path or path, at_key=at_key)
