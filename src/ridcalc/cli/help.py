"""The help in the language of the reader: the words that typer adds to the texts of the commands."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from ridcalc.language.catalogue import Translate, marked, translation

USAGE = marked("Usage")
HEADINGS = (marked("Arguments"), marked("Options"))
USAGE_PLACES = (marked("OPTIONS"), marked("COMMAND"), marked("ARGS"))
"""What typer writes in the line of the usage for options, a command and its arguments."""
ADDED = (
    marked("Show this message and exit."),
    marked("Install completion for the current shell."),
    marked("Show completion for the current shell, to copy it or customize the installation."),
)
"""The help of the options that typer adds."""
METAVARS = (
    marked("AMOUNT"),
    marked("CODE"),
    marked("COMMAND"),
    marked("COLUMNS"),
    marked("COUNT"),
    marked("DIR"),
    marked("DRIVER"),
    marked("EUROS"),
    marked("FIELD=COLUMN"),
    marked("FILE"),
    marked("NAME"),
    marked("PARTICIPANT"),
    marked("PATH=VALUE"),
    marked("ROW"),
    marked("UNIT"),
    marked("YEAR"),
)
"""What stands for the value of an option or argument, if it has a translation."""
PROPERTIES = {
    r"required": marked("required"),
    r"env var: (?P<name>.*)": marked("env var: {name}"),
    r"default: (?P<value>.*)": marked("default: {value}"),
    r"x>=(?P<least>.*)": marked("{least} or more"),
}
"""Pattern of a property of an option, which typer writes in brackets after its help → the property in our words."""

USAGE_ERROR: Any = typer.BadParameter.__base__
"""The error of a wrong use of options and arguments, for which typer has no public name."""

if TYPE_CHECKING:
    _Formatter: Any = object
else:
    _Formatter = typer.Context.formatter_class


class Formatter(_Formatter):  # type: ignore[misc]  # typer gives its formatter no public name
    """The formatter of help, which translates what typer writes."""

    translate: Translate = staticmethod(marked)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of the usage of a command with its arguments."""
        for place in USAGE_PLACES:
            args = re.sub(rf"\b{place}\b", self.translate(place), args)
        super().write_usage(prog, args, prefix or f"{self.translate(USAGE)}: ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(self.translate(heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: int, **kwargs: int) -> None:
        """Write options or arguments with their help; the type of an argument says nothing that its help does not."""
        translated = [(re.sub(r" <(str|int)>$", "", first), self._help(second)) for first, second in rows]
        super().write_dl(translated, *args, **kwargs)

    def _help(self, text: str) -> str:
        """Return the help of an option with its properties in brackets, translated."""
        sentence, opened, properties = text.removesuffix("]").partition("  [")
        if not opened:
            return self.translate(text)
        return f"{self.translate(sentence)}  [{'; '.join(map(self._property, properties.split('; ')))}]"

    def _property(self, text: str) -> str:
        for pattern, template in PROPERTIES.items():
            if found := re.fullmatch(pattern, text):
                return self.translate(template).format_map(found.groupdict())
        return text


class Context(typer.Context):
    """The context of a command. `obj` is the code of the language of the help."""

    formatter_class = Formatter

    def make_formatter(self) -> Any:  # noqa: ANN401  typer gives its formatter no public name
        """Return a formatter that writes in the language of the help."""
        formatter: Any = super().make_formatter()
        formatter.translate = translation(self.obj)
        return formatter


class Command(typer.core.TyperCommand):
    """A command with help in the language of the reader."""

    context_class = Context

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  typer's own copy of click
        """Parse the arguments; an error that names no context gets that of this command, so that it shows the usage."""
        try:
            return super().parse_args(ctx, args)
        except USAGE_ERROR as error:
            error.ctx = error.ctx or ctx
            raise


def translate_help(command: Any, translate: Translate) -> None:  # noqa: ANN401  typer's own copy of click has no public types
    """Translate the help of a command, of its parameters and of its subcommands, and what stands for their values."""
    command.help = translate(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = translate(parameter.help)
        if parameter.metavar:
            parameter.metavar = translated_names(parameter.metavar, translate)
    for subcommand in getattr(command, "commands", {}).values():
        translate_help(subcommand, translate)


def translated_names(metavar: str, translate: Callable[[str], str]) -> str:
    """Return the metavar with each name of METAVARS translated, such as FILE in FILE.xlsx."""
    return re.sub(r"[A-Z]+(=[A-Z]+)?", lambda name: translate(name[0]) if name[0] in METAVARS else name[0], metavar)
