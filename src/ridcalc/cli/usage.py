"""Usage errors in the language of the reader. typer words them in English alone."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from ridcalc.cli.help import translated_names
from ridcalc.cli.output import write_stderr
from ridcalc.language.catalogue import Translate, marked, translation
from ridcalc.language.sentences import visible

TEMPLATES = {
    "No such command {name}. Did you mean {other}?": marked("there is no command {name}; did you mean {other}?"),
    "No such command {name}.": marked("there is no command {name}"),
    "Missing command.": marked("a command is missing"),
    "No such option: {option} (Possible options: {other})": marked(
        "there is no option {option}; did you mean {other}?"
    ),
    "No such option: {option}": marked("there is no option {option}"),
    "Option {option} requires an argument.": marked("{option} needs a value"),
    "Option {option} does not take a value.": marked("{option} takes no value"),
    "Got unexpected extra argument(s) ({arguments})": marked("not expected here: {arguments}"),
    "Missing argument {name}.": marked("the argument {name} is missing"),
    "Missing option {name}.": marked("the option {name} is missing"),
    "Invalid value for {place} (env var: {variable}): {reason}": marked(
        "Invalid value for {place}, or {variable}: {reason}"
    ),
    "Invalid value for {place}: {reason}": marked("Invalid value for {place}: {reason}"),
    "Value error, {value} is not one of {choices}.": marked("{value} is not one of {choices}"),
    "{value} is not one of {choices}.": marked("{value} is not one of {choices}"),
    "Input should be a valid integer, {detail}": marked("write a whole number"),
    "{value} is not a valid integer.": marked("write a whole number"),
    "Input should be greater than or equal to {least}": marked("write {least} or more"),
    "{value} is not in the range x>={least}.": marked("write {least} or more"),
}
"""Sentence of typer, or of pydantic for a value, with its values in braces → the sentence in our words."""

_SAME = {"--stage": "--scenario"}
"""Option of some commands → the option that other commands have in its place."""


def print_usage_error(error: Any, language: str) -> None:  # noqa: ANN401  typer's own copy of click has no public types
    """Write a usage error to stderr: the usage of the command, the way to its help, and what is wrong."""
    translate = translation(language)
    context = error.ctx
    lines = []
    if context is not None:
        if error.message == context.get_help():  # of a program without arguments
            write_stderr(f"{error.message}\n")
            return
        way = translate(marked("Help: {command}"))
        lines = [context.get_usage(), way.format(command=f"{context.command_path} {context.help_option_names[0]}"), ""]
    if hasattr(error, "possibilities"):  # of an option that the command does not have
        known = [name for parameter in context.command.params for name in parameter.opts] if context else []
        other = _SAME.get(error.option_name)
        error.possibilities = [other] if other in known else _closest(error.option_name, error.possibilities or ())
    message = in_our_words(error.format_message(), translate)
    lines.append(translate(marked("Error: {message}")).format(message=message))
    write_stderr("".join(f"{line}\n" for line in lines))


def _closest(option: str, others: Iterable[str]) -> list[str]:
    """Return the option most like a wrong one, the hyphens aside; an empty list if none is much like it."""
    names = {other.strip("-"): other for other in others}
    return [names[name] for name in get_close_matches(option.strip("-"), names, 1)]


def in_our_words(message: str, translate: Translate) -> str:
    """Return a message of typer in our words; unchanged if it is one of our own, or unknown."""
    for theirs, ours in TEMPLATES.items():
        if found := re.fullmatch(_pattern(theirs), message, re.DOTALL):
            values = {name: _value(name, text, translate) for name, text in found.groupdict().items()}
            return translate(ours).format_map(values)
    return visible(message)


def _pattern(template: str) -> str:
    """Return the pattern of the sentences that a template makes; each value is as short as possible."""
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template))


def _value(name: str, text: str, translate: Translate) -> str:
    """Return a value of a message: a reason in our words, a name without quotation marks."""
    if name == "reason":
        return in_our_words(text, translate)
    if name == "value":
        return visible(text)
    if name in {"name", "place"}:
        return translated_names(visible(text.replace("'", "")), translate)
    return translate(visible(text.replace("'", "")))
