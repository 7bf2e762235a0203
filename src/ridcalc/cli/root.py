"""The program without its commands: its name, its help, and the options before a command."""

from typing import Annotated

import typer

from ridcalc import __version__
from ridcalc.cli.options import Lang
from ridcalc.cli.output import reporting_problems, write_output
from ridcalc.language.catalogue import marked


def _show_version(context: typer.Context, value: bool) -> None:  # noqa: FBT001  typer passes the value by position
    if value:
        with reporting_problems(context):
            write_output([f"ridcalc {__version__}\n"])
        raise typer.Exit


def root(
    lang: Lang = None,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help=marked("Show the version and end.")),
    ] = False,
) -> None:
    """Declare the options before a command."""
    del lang, version  # commands read lang from the root context; the callback of version prints and exits


HELP = marked("Divide the cost of shared municipal services by agreed keys, to the exact cent.")


def new_app() -> typer.Typer:
    """Return the program without any command."""
    app = typer.Typer(
        name="ridcalc",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(help=HELP)(root)
    return app
