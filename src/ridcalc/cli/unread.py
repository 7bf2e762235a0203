"""What typer need not read of a command line.

typer prepares to read the value of every option by way of pydantic, given or not. That takes one in a hundred
instructions of `ridcalc allocate`, and a line that is completed would load pydantic for nothing.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import typer

_Kept: TypeAlias = Callable[[Any, object], bool]
"""Whether the value of a parameter of typer, which has no public type, is kept as it is."""

_READ: Callable[..., object] = typer.core.TyperOption.process_value
"""How typer reads the value of an option, and in the same way that of an argument."""


def completing(_parameter: object, _value: object) -> bool:
    """Keep every value: to complete a line only needs names."""
    return True


def not_given(parameter: Any, value: object) -> bool:  # noqa: ANN401  typer's own copy of click has no public types
    """Keep a value that is absent, unless something is to be said or done about its absence."""
    return value is None and not parameter.required and parameter.callback is None


def keep_unread(kept: _Kept) -> None:
    """Make options and arguments keep some values as they are, unread."""
    for kind in (typer.core.TyperOption, typer.core.TyperArgument):
        setattr(kind, "process_value", _reader(kept))  # noqa: B010  mypy refuses a plain assignment to a method


def _reader(kept: _Kept) -> Callable[..., object]:
    """Return what reads the value of a parameter, or keeps it."""

    def value_of(parameter: Any, context: object, value: object) -> object:  # noqa: ANN401  typer declares both as Any
        """Return the value of the parameter; none of a list is an empty one."""
        if not kept(parameter, value):
            return _READ(parameter, context, value)
        return () if value is None and (parameter.multiple or parameter.nargs == -1) else value

    return value_of
