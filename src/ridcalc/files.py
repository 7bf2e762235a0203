"""Reading and writing of files as bytes. A file is written completely or not at all; errors become problems."""

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
"""Size limit of an input file, in bytes. A national budget of ten thousand measures has three million bytes."""

_IN_USE = (errno.EACCES, errno.EPERM, errno.EBUSY)
"""Errors that often mean that another program has the file open."""


def read_file(path: str) -> bytes | Problem:
    """Return the bytes of a file; a problem if the file is missing, unreadable or larger than MOST_BYTES."""
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
    """Check that a file can be written, before the work for it begins.

    Raises:
        ProblemsFoundError: the path is a folder, its parent folder is missing, or the file exists and `force` is False.
    """
    if os.path.isdir(path):
        raise not_written(path, say("this is a folder, not a file"))
    if os.path.lexists(path) and not force:
        hint = say("--force replaces it")
        refuse("file-exists", say("this file exists already"), hint, place=path)
    if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
        raise not_written(path, say("there is no such folder"))


def make_folder(path: str) -> None:
    """Create a folder and its parents, unless the folder exists.

    Raises:
        ProblemsFoundError: the folder cannot be created.
    """
    try:
        os.makedirs(path, exist_ok=True)
    except FileExistsError:
        raise not_written(path, say("this is a file, not a folder")) from None
    except OSError as error:
        raise not_written(path, reason_of(error)) from error


def write_file(path: str, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file from pieces. After an error the old file is unchanged; an existing file is replaced with `force`.

    Raises:
        ProblemsFoundError: the file cannot be written, or it exists and `force` is False.
    """
    check_target(path, force=force)
    try:
        if os.path.exists(path) and not os.path.isfile(path):  # a pipe or a device cannot be replaced
            with open(path, "wb") as file:
                file.writelines(pieces)
        else:
            _replace(os.path.realpath(path), pieces)
    except OSError as error:
        raise not_written(path, reason_of(error), in_use=error.errno in _IN_USE) from error


def _replace(path: str, pieces: Iterable[bytes]) -> None:
    """Write a temporary file in the target's folder, then rename it to the target. The target's mode is kept."""
    # the name is made here and not by tempfile, so that an interrupt at any moment leaves no file behind
    temporary = os.path.join(os.path.dirname(path), f".ridcalc-{os.urandom(8).hex()}")
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
    """Return the cause of an operating system error as a message; as the system's own text if it has no message."""
    return _REASONS.get(error.errno or 0, error.strerror or "")


def not_written(path: str, reason: Message | str, *, in_use: bool = False) -> ProblemsFoundError:
    """Return the error that a file cannot be written. With `in_use`, hint that another program may have it open."""
    message = say("this file cannot be written: {reason}", reason=reason)
    hint = say("is it open in another program, or is the folder someone else's?") if in_use else None
    return ProblemsFoundError([Problem("file-not-written", message, hint, place=Place(path))])


def _usual_mode() -> int:
    """Return the mode of a new file under the process's umask. The temporary file itself is readable by its owner."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
