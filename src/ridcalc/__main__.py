"""The way in: answers `--version` before anything heavy is loaded, and starts the program."""

import gc
import os
import sys

from ridcalc import __version__


def main() -> None:
    """Run ridcalc with the arguments of the command line; ends the process with its exit status."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"ridcalc {__version__}\n")
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
