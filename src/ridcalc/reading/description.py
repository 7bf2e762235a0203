"""What the schemas say of one field."""

from typing import NamedTuple

from ridcalc.core.values.problems import Message


class Description(NamedTuple):
    """The meaning of a field, and examples of its values."""

    text: Message
    examples: tuple[object, ...] = ()


def field(text: Message, *examples: object) -> Description:
    """Return the description of a field, with examples of its values."""
    return Description(text, examples)
