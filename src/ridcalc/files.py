"""Files as bytes: read whole, and written whole or not at all. Says what stood in the way in words of our own."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress

from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, refuse, say

_REASONS = {
    errno.EACCES: say("there is no permission"),
    errno.EPERM: say("there is no permission"),
    errno.EROFS: say("the folder can only be read"),
    errno.ENOSPC: say("the disk is full"),
    errno.EDQUOT: say("the disk is full"),
    errno.EFBIG: say("the file would be larger than is allowed here"),
    errno.ENOENT: say("there is no such folder"),
    errno.ENOTDIR: say("there is no such folder"),
    errno.ENAMETOOLONG: say("the name is too long"),
}

MOST_BYTES = 50 * 10**6
"""The largest file that is read; a national budget of ten thousand measures takes three million bytes."""

_IN_THE_WAY = (errno.EACCES, errno.EPERM, errno.EBUSY)


def read_file(path: str) -> bytes | Problem:
    """Return the bytes of a file, or the problem that it cannot be read."""
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Problem("file-missing", say("there is no such file"), place=Place(path))
    except IsADirectoryError:
        return Problem("file-unreadable", say("this is a folder, not a file"), place=Place(path))
    except OSError as error:
        return Problem(
            "file-unreadable", say("this file cannot be read: {reason}", reason=reason_of(error)), place=Place(path)
        )
    if len(content) > MOST_BYTES:
        message = say("this file is larger than {most} megabytes", most=MOST_BYTES // 10**6)
        return Problem("file-too-large", message, say("divide it over several budgets"), place=Place(path))
    return content


def check_target(path: str, *, force: bool) -> None:
    """Refuse what cannot be written to, before any work is done for it; an existing file, only without `force`.

    Raises:
        ProblemsFoundError: the file exists, is a folder, or has no folder to stand in.
    """
    if os.path.isdir(path):
        raise not_written(path, say("this is a folder, not a file"))
    if os.path.lexists(path) and not force:
        hint = say("--force replaces it")
        refuse("file-exists", say("this file exists already"), hint, place=path)
    if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
        raise not_written(path, say("there is no such folder"))


def make_folder(path: str) -> None:
    """Make a folder where there is none.

    Raises:
        ProblemsFoundError: it cannot be made.
    """
    try:
        os.makedirs(path, exist_ok=True)
    except FileExistsError:
        raise not_written(path, say("this is a file, not a folder")) from None
    except OSError as error:
        raise not_written(path, reason_of(error)) from error


def write_file(path: str, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file piece by piece; an existing file is replaced only with `force`, and never left half.

    Raises:
        ProblemsFoundError: the file exists, or cannot be written.
    """
    check_target(path, force=force)
    try:
        if os.path.exists(path) and not os.path.isfile(path):  # a pipe or a device: there is nothing to replace
            with open(path, "wb") as file:
                file.writelines(pieces)
        else:
            _replace(os.path.realpath(path), pieces)
    except OSError as error:
        raise not_written(path, reason_of(error), in_the_way=error.errno in _IN_THE_WAY) from error


def _replace(path: str, pieces: Iterable[bytes]) -> None:
    """Write a new file beside the target and put it in its place; it keeps the mode of the one it replaces."""
    temporary = os.path.join(os.path.dirname(path), f".ridcalc-{os.urandom(8).hex()}")  # known before it is there
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, os.stat(path).st_mode & 0o777 if os.path.exists(path) else _usual_mode())
        os.replace(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def reason_of(error: OSError) -> Message | str:
    """Return in words why a file could not be read or written."""
    return _REASONS.get(error.errno or 0, error.strerror or "")


def not_written(path: str, reason: Message | str, *, in_the_way: bool = False) -> ProblemsFoundError:
    """Return the refusal to write a file, for a reason."""
    message = say("this file cannot be written: {reason}", reason=reason)
    hint = say("is it open in another program, or is the folder someone else's?") if in_the_way else None
    return ProblemsFoundError([Problem("file-not-written", message, hint, place=Place(path))])


def _usual_mode() -> int:
    """Return the mode that a new file would have had; a temporary file is made for its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
