"""The command line: options in, one call, text out, exit status. The only place that prints."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ridcalc import __version__
from ridcalc.catalogue import Translate, language_of_talk, marked, translation

if TYPE_CHECKING:
    from ridcalc.commands import Screen
    from ridcalc.core.problems import Problem

app = typer.Typer(
    name="ridcalc",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Data = Annotated[
    str,
    typer.Option(
        "--data", metavar="DIR", envvar="RIDCALC_DATA", help=marked("The folder with keys.yaml and measures.yaml.")
    ),
]
Scenario = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="NAME",
        help=marked("A file in the folder's scenarios/, or none; otherwise the budget's default."),
    ),
]
Setting = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help=marked("Change a value for this run, such as measures.NAME.amounts.2023=250000."),
    ),
]
Lang = Annotated[
    Literal["nl", "en"] | None,
    typer.Option(
        "--lang", envvar="RIDCALC_LANG", help=marked("The language of what is shown; otherwise the budget's.")
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help=marked("Write to a file instead of the screen."))
]
Force = Annotated[bool, typer.Option("--force", help=marked("Replace an existing file."))]


def _show_version(value: bool) -> None:  # noqa: FBT001  typer calls it so
    if value:
        sys.stdout.write(f"ridcalc {__version__}\n")
        raise typer.Exit


@app.callback(help=marked("Divide the cost of shared municipal services by agreed keys, to the exact cent."))
def root(
    lang: Lang = None,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help=marked("Show the version and end.")),
    ] = False,
) -> None:
    """Take the options that stand before a command."""
    del lang, version  # the language was found before the program was built; the version ends it


@app.command(help=marked("Show who pays what, per year."))
def allocate(
    context: typer.Context,
    data: Data = "data",
    scenario: Scenario = None,
    settings: Setting = None,
    by: Annotated[
        Literal["participant", "measure", "period"], typer.Option("--by", help=marked("What the rows are."))
    ] = "participant",
    depth: Annotated[
        Literal["leaf", "top", "all"], typer.Option("--depth", help=marked("Members, their partnerships, or both."))
    ] = "all",
    year: Annotated[
        list[int] | None, typer.Option("--year", metavar="YEAR", help=marked("Only this year; can be given again."))
    ] = None,
    participant: Annotated[
        list[str] | None,
        typer.Option("--participant", metavar="NAME", help=marked("Only this participant; can be given again.")),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="UNIT", hidden=True),
    ] = None,
    form: Annotated[
        Literal["table", "json", "csv", "markdown"] | None,
        typer.Option("--format", help=marked("The form of what is shown; otherwise by the file's name, or a table.")),
    ] = None,
    csv_dialect: Annotated[
        Literal["plain", "nl"], typer.Option("--csv-dialect", help=marked("nl: semicolons and decimal commas."))
    ] = "plain",
    output: Output = None,
    force: Force = False,
    lang: Lang = None,
) -> None:
    """Answer `ridcalc allocate`."""
    if unit is not None:
        raise _usage(context, "--unit", marked("tables in thousands are not in this version"))
    if output and output.lower().endswith(".xlsx"):
        raise _usage(context, "--output", marked("a table is no workbook; choose .txt, .md, .csv or .json"))
    changes = _checked_settings(context, settings)
    with _problems_shown(context):
        from ridcalc.commands import Request, show_allocation  # --help must not pay for it
        from ridcalc.tables import View

        view = View(by, depth, tuple(year or ()), tuple(participant or ()))
        request = Request(view, form or _form_of(output), csv_dialect, lang, None if output else _screen())
        answer = show_allocation(data, scenario, changes, request)
        _tell(context, answer.warnings, "warning")
        _put_out(answer.texts, output, force=force)


@app.command(help=marked("Check the files and every scenario, and hold the published figures against the result."))
def check(
    context: typer.Context,
    data: Data = "data",
    scenario: Scenario = None,
    settings: Setting = None,
    lang: Lang = None,
) -> None:
    """Answer `ridcalc check`; status 1 if a figure is missed."""
    changes = _checked_settings(context, settings)
    with _problems_shown(context):
        from ridcalc.commands import show_check  # --help must not pay for it

        answer = show_check(data, scenario, changes, lang)
        _tell(context, answer.warnings, "warning")
        _put_out(answer.texts)
    if answer.failed:
        raise typer.Exit(1)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the program with the arguments (None: the process's own) and end the process with its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a screen that lacks a character gets its number
    language = language_of_talk(arguments, os.environ)
    command = typer.main.get_command(app)
    _translate(command, translation(language))
    command.main(list(arguments), prog_name="ridcalc", obj=language)


def _translate(command: Any, translate: Translate) -> None:  # noqa: ANN401  typer's own copy of click has no public types
    """Put a command's help, and that of all below it, in the language of the talk."""
    command.help = translate(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = translate(parameter.help)
    for below in getattr(command, "commands", {}).values():
        _translate(below, translate)


def _usage(context: typer.Context, option: str, text: str) -> typer.BadParameter:
    return typer.BadParameter(translation(context.obj)(text), param_hint=option)


def _checked_settings(context: typer.Context, settings: list[str] | None) -> tuple[str, ...]:
    for text in settings or ():
        path, equals, _ = text.partition("=")
        if not equals or not all(path.split(".")):
            raise _usage(context, "--set", marked("write PATH=VALUE, such as measures.NAME.amounts.2023=250000"))
    return tuple(settings or ())


@contextmanager
def _problems_shown(context: typer.Context) -> Iterator[None]:
    """Show the problems of a user's input and end with status 1; anything else is a bug and keeps its traceback."""
    from ridcalc.core.problems import ProblemsFoundError  # --help must not pay for it

    try:
        yield
    except ProblemsFoundError as found:
        _tell(context, found.problems, "error")
        raise typer.Exit(1) from None


def _tell(context: typer.Context, problems: "Sequence[Problem]", severity: Literal["error", "warning"]) -> None:
    if problems:
        from ridcalc.render import problems as renderer  # most runs have none
        from ridcalc.render.language import Language

        sys.stdout.flush()
        sys.stderr.write(renderer.render(problems, Language(context.obj, longest=renderer.LONGEST_VALUE), severity))


def _put_out(texts: Iterable[str], output: str | None = None, *, force: bool = False) -> None:
    if output is None:
        sys.stdout.writelines(texts)
        sys.stdout.flush()
    else:
        from ridcalc.files import write_file  # most runs write no file

        write_file(output, texts, force=force)


def _form_of(output: str | None) -> Literal["table", "json", "csv", "markdown"]:
    """Return the form that a file's name asks for."""
    name = (output or "").lower()
    if name.endswith(".json"):
        return "json"
    if name.endswith(".csv"):
        return "csv"
    return "markdown" if name.endswith(".md") else "table"


def _screen() -> "Screen | None":
    """Return the terminal that stdout is; None for a pipe, a file, or a terminal that can only show text."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    import shutil  # only a terminal needs it

    from ridcalc.commands import Screen  # --help must not pay for it

    return Screen(shutil.get_terminal_size().columns, colour=not os.environ.get("NO_COLOR"))
