"""The program without its commands: its name, its help, and the options before a command."""

from typing import Annotated, Any

import typer

from ridcalc import __version__
from ridcalc.cli.help import Context
from ridcalc.cli.options import Lang
from ridcalc.cli.output import reporting_problems, write_output
from ridcalc.language.catalogue import marked, translation


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


GROUPS = {
    marked("For the advisor: who pays what, and why"): ("allocate", "explain", "compare", "reconcile", "scenarios"),
    marked("For the controller: what is published and handed over"): (
        "amend",
        "outlook",
        "report",
        "calendar",
        "benchmark",
        "check",
        "export",
        "verify",
        "adopt",
    ),
    marked("For who keeps the files"): ("init", "import", "watch", "problem", "schema"),
}
"""Heading in the help → commands."""


class Program(typer.core.TyperGroup):
    """The program, whose help lists the commands by who uses them, each on one line."""

    context_class = Context

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  typer's own copy of click
        """Write the commands with their help, in the groups of GROUPS; `ctx.obj` is the language of the help."""
        translate = translation(ctx.obj)
        for heading, names in GROUPS.items():
            rows = [(name, command.help or "") for name in names if (command := self.commands.get(name))]
            if rows:
                with formatter.section(translate(heading)):
                    formatter.write_dl(rows)


HELP = marked("Divide the cost of shared municipal services by agreed keys, to the exact cent.")


def new_app() -> typer.Typer:
    """Return the program without any command."""
    app = typer.Typer(
        name="ridcalc",
        cls=Program,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(help=HELP)(root)
    return app
