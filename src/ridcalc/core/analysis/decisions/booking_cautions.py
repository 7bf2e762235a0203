"""Warnings about lines of an amendment that have no account."""

from collections.abc import Iterator
from typing import NamedTuple

from ridcalc.core.analysis.decisions.amendment import Amendment
from ridcalc.core.analysis.decisions.posts import PostKind
from ridcalc.core.values.problems import Problem, say, some


class _Lacking(NamedTuple):
    """What lacks a programma or a taakveld: a measure, or the contributions or the coverage of a participant."""

    name: str
    """The measure or the participant."""
    kind: PostKind
    fields: tuple[str, ...]
    """The fields that it lacks."""


def bookings_missing(amendment: Amendment) -> Iterator[Problem]:
    """Yield a warning for the measures, the contributions and the coverage that lack a programma or a taakveld."""
    tasks: dict[_Lacking, dict[str, None]] = {}
    for line in (line for block in amendment.blocks for line in block.lines):
        post = line.post
        fields = tuple(name for name in ("programma", "taakveld") if getattr(post.account, name) is None)
        if fields and post.kind != "received":
            name = str(post.measure if post.kind == "spending" else post.participant)
            of_post = tasks.setdefault(_Lacking(name, post.kind, fields), {})
            task = amendment.decision.task_of(post.measure)
            if task is not None and post.kind == "contribution":
                of_post.setdefault(task)
    alike: dict[object, list[_Lacking]] = {}
    for one, of_one in tasks.items():
        alike.setdefault((one.kind, one.fields, tuple(of_one)), []).append(one)
    for group in alike.values():
        yield _booking_missing(group, tuple(tasks[group[0]]))


def _booking_missing(group: list[_Lacking], tasks: tuple[str, ...]) -> Problem:
    """Return the warning about what lacks the same fields, of the same kind and to the same tasks."""
    first = group[0]
    values = {"ids": some((one.name for one in group), len(group)), "fields": first.fields}
    if first.kind == "spending":
        message = say("these measures are booked without {fields}: {ids}", **values)
    elif first.kind == "coverage":
        message = say("what pays for the contributions of {ids} is booked without {fields}", **values)
    elif tasks:
        message = say("the contributions of {ids} to {tasks} lack: {fields}", tasks=tasks, **values)
    else:
        message = say("the contributions of {ids} lack: {fields}", **values)
    hint = say("write it under booking of the task, the participant, the measure or the reserve")
    owner = "measures" if first.kind == "spending" else "participants"
    return Problem("booking-missing", message, hint, (owner, first.name), at_key=True)
