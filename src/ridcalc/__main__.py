"""The way in: answers `--version` before anything heavy is loaded, and starts the program."""

import gc
import os
import sys

from ridcalc import __version__


def _show_version() -> None:
    """Write the version; where stdout is closed or full, end with status 1."""
    try:
        sys.stdout.write(f"ridcalc {__version__}\n")
        sys.stdout.flush()
    except AttributeError:  # there is no stdout
        sys.exit(1)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left goes nowhere, instead of failing again
        sys.exit(1)


def main() -> None:
    """Run ridcalc with the arguments of the command line; ends the process with its exit status."""
    if sys.argv[1:] == ["--version"]:
        _show_version()
        return
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"  # looking for them reads every installed package
    gc.disable()  # a run is short and makes no cycles worth collecting; a fifth of a large load is saved
    try:
        from ridcalc.cli import run  # --version must not pay for the rest

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # at the end Python collects once more, and would look at every object in vain


if __name__ == "__main__":
    main()
