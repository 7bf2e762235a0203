"""The entry point: prints the version without loading the program, or starts the program."""

import gc
import os
import sys

from ridcalc import __version__


def _version_shown() -> bool:
    """Write the version to stdout; return False if stdout is closed or full."""
    try:
        sys.stdout.write(f"ridcalc {__version__}\n")
        sys.stdout.flush()
    except (AttributeError, OSError):  # without stdout, Python has None
        return False
    return True


def main() -> None:
    """Run ridcalc with the arguments of the command line and exit with its status; 130 after an interrupt.

    Another signal ends the process as it would without ridcalc, after the temporary files are removed.
    """
    if sys.argv[1:] == ["--version"] and _version_shown():
        return
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"  # the search for plugins reads every installed package
    gc.disable()  # a run is short and has few cycles; this saves a fifth of the time to load a large budget
    try:
        from ridcalc.cli import run  # slow; --version does not need it
        from ridcalc.cli.deferred import defer_metadata
        from ridcalc.cli.process import prepare_streams, signals_clean_up

        defer_metadata()
        prepare_streams()
        with signals_clean_up():
            run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # the collection at exit skips frozen objects, and would find nothing to free


if __name__ == "__main__":
    main()
