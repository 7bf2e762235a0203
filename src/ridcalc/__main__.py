"""The entry point: prints the version without loading the program, or starts the program."""

import gc
import os
import sys

from ridcalc import __version__


def _show_version() -> None:
    """Write the version to stdout; exit with status 1 if stdout is closed or full."""
    try:
        sys.stdout.write(f"ridcalc {__version__}\n")
        sys.stdout.flush()
    except AttributeError:  # there is no stdout
        sys.exit(1)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # discard the buffer, so that the exit does not fail again
        sys.exit(1)


def main() -> None:
    """Run ridcalc with the arguments of the command line and exit with its status; 130 after an interrupt."""
    if sys.argv[1:] == ["--version"]:
        _show_version()
        return
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"  # the search for plugins reads every installed package
    gc.disable()  # a run is short and has few cycles; this saves a fifth of the time to load a large budget
    try:
        from ridcalc.cli import run  # slow; --version does not need it

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # the collection at exit skips frozen objects, and would find nothing to free


if __name__ == "__main__":
    main()
