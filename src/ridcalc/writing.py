"""Writing a file whole or not at all. The only place that writes."""

import os
import tempfile
from collections.abc import Iterable

from ridcalc.core.problems import Place, Problem, ProblemsFoundError, say


def write_file(path: str, texts: Iterable[str], *, force: bool) -> None:
    """Write the texts to a file as UTF-8; an existing file is replaced only with `force`, and never left half.

    Raises:
        ProblemsFoundError: the file exists, or cannot be written.
    """
    if os.path.isdir(path):
        raise _refused("file-not-written", path, "this is a folder, not a file")
    if os.path.exists(path) and not force:
        hint = say("--force replaces it")
        raise ProblemsFoundError([Problem("file-exists", say("this file exists already"), hint, place=Place(path))])
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile("wb", dir=os.path.dirname(path) or ".", prefix=".ridcalc-", delete=False) as file:
            temporary = file.name
            for text in texts:
                file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _usual_mode())
        os.replace(temporary, path)
    except OSError as error:
        raise _refused("file-not-written", path, error.strerror or "") from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _refused(code: str, path: str, reason: str) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(code, say("this file cannot be written: {reason}", reason=reason), place=Place(path))])


def _usual_mode() -> int:
    """Return the mode that a new file would have had; a temporary file is made for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
