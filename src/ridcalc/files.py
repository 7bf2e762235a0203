"""Reading and writing of files as bytes. A file is written completely or not at all; errors become problems."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from ridcalc.core.values.problems import Message, Place, Problem, ProblemsFoundError, say

WINDOWS = os.name == "nt"

_NO_FILE = say("this is a device or a socket, not a file")

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
    errno.EBADF: say("it is closed"),
    errno.ENXIO: _NO_FILE,
    errno.EPIPE: say("the program that reads it has ended"),
    errno.ELOOP: say("the links lead back to each other"),
}

_OPEN_ELSEWHERE = (32, 33)
"""Numbers of the Windows errors that a file or a part of a file is locked by another program."""

MOST_BYTES = 50 * 10**6
"""Size limit of an input file, in bytes. A national budget of ten thousand measures has three million bytes."""

_IN_USE = (errno.EACCES, errno.EPERM, errno.EBUSY)
"""Errors that often mean that another program has the file open."""

_PIECE = 2**20
"""Most bytes that are read at once."""


def read_file(path: str) -> bytes | Problem:
    """Return the bytes of a file; a problem if the file is missing, unreadable or larger than MOST_BYTES.

    A pipe that a program writes to is read like a file.
    """
    try:
        content = _content(path)
    except (FileNotFoundError, NotADirectoryError):
        return Problem("file-missing", say("there is no such file"), place=Place(path))
    except OSError as error:
        content = say("this file cannot be read: {reason}", reason=reason_of(error))
        if os.path.isdir(path):  # the system's error is another one on Windows
            content = say("this is a folder, not a file")
        elif error.errno == errno.ENXIO:  # the opening of a socket
            content = _NO_FILE
    if isinstance(content, Message):
        return Problem("file-unreadable", content, place=Place(path))
    if len(content) > MOST_BYTES:
        message = say("this file is larger than {most} megabytes", most=MOST_BYTES // 10**6)
        return Problem("file-too-large", message, say("divide it over several budgets"), place=Place(path))
    return content


def _content(path: str) -> bytes | Message:
    """Return at most MOST_BYTES + 1 bytes of a file or a pipe; a message if `path` is neither."""
    with open(path, "rb", buffering=0, opener=_open_without_waiting) as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            return _NO_FILE
        pieces = []
        missing = MOST_BYTES + 1
        while missing and (piece := file.read(min(missing, _PIECE))) != b"":
            if piece is None:  # a program has the pipe open, and has written nothing yet
                os.set_blocking(file.fileno(), True)
                continue
            pieces.append(piece)
            missing -= len(piece)
        if stat.S_ISFIFO(mode) and not pieces:
            return say("this is a pipe that no program writes to")
        return b"".join(pieces)


def _open_without_waiting(path: str, flags: int) -> int:
    """Return a file descriptor. The open of a pipe would otherwise wait for a program that writes to the pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has no such flag


def check_target(path: str, *, force: bool) -> None:
    """Check that a file can be written, before the work for it begins.

    Raises:
        ProblemsFoundError: the path is a folder, the file exists and `force` is False, or another program has it open.
    """
    if os.path.isdir(path):
        raise not_written(path, say("this is a folder, not a file"))
    if os.path.lexists(path) and not force and not _is_stream(path):
        raise _exists(path)
    if not os.path.isdir(os.path.dirname(path) or os.curdir):
        raise not_written(path, say("there is no such folder"))
    if WINDOWS and os.path.isfile(path):
        with _problems_at(path), open(path, "r+b"):
            pass


def _is_stream(path: str) -> bool:
    """Return whether a path is a pipe, a character device or an open file such as /dev/stdout: a write adds to it."""
    mode = os.stat(path).st_mode if os.path.exists(path) else 0
    is_open = mode != 0 and path.startswith(("/dev/fd/", "/dev/std", "/proc/self/fd/"))
    return is_open or stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def write_file(path: str, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file from pieces, as `write_files` does."""
    write_files([(path, pieces)], force=force)


def write_files(files: Iterable[tuple[str, Iterable[bytes]]], *, force: bool, written: list[str] | None = None) -> None:
    """Write files from pieces: all, or after an error none. `written` receives the paths of the files in place.

    All files are complete before the first has its name. With `force`, an error after that can leave some of them.

    Raises:
        ProblemsFoundError: a file cannot be written, or it exists and `force` is False.
    """
    written = [] if written is None else written
    drafts: list[_Draft] = []
    try:
        for path, pieces in files:
            check_target(path, force=force)
            with _problems_at(path):
                if _is_stream(path) or (os.path.exists(path) and not os.path.isfile(path)):  # cannot be replaced
                    with open(path, "ab" if os.path.isfile(path) else "wb") as file:
                        file.writelines(pieces)
                    written.append(path)
                else:
                    drafts.append(_Draft(path))
                    drafts[-1].fill(pieces)
        for draft in drafts:
            with _problems_at(draft.path):
                draft.place(force=force)
            written.append(draft.path)
    except BaseException:
        for draft in drafts if not force else ():
            draft.withdraw()
            written[:] = [path for path in written if path != draft.path]
        raise
    finally:
        try:
            _remove_temporary(drafts)
        finally:  # again, because a signal can interrupt the first time
            _remove_temporary(drafts)


def _remove_temporary(drafts: "Iterable[_Draft]") -> None:
    for draft in drafts:
        with suppress(OSError):
            if os.path.lexists(draft.temporary):  # otherwise it has its name, or does not exist yet
                os.unlink(draft.temporary)


class _Draft:
    """A file that is written under a temporary name in the folder of its target."""

    def __init__(self, path: str) -> None:
        """Choose the temporary name. Nothing is created yet: an interrupt at any moment finds the name to remove."""
        self.path = path
        self.target = os.path.realpath(path) if os.path.islink(path) else path
        self.temporary = os.path.join(os.path.dirname(self.target), f".ridcalc-{os.urandom(8).hex()}")
        self._identity: os.stat_result | None = None

    def fill(self, pieces: Iterable[bytes]) -> None:
        """Write the temporary file, with the mode of the target."""
        with open(self.temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if not WINDOWS:  # the mode there is the mark "read-only", with which a file cannot be renamed or removed
            with suppress(OSError):  # some network folders and memory sticks have no modes
                os.chmod(self.temporary, _mode_for(self.target))
        self._identity = os.stat(self.temporary)

    def place(self, *, force: bool) -> None:
        """Rename the temporary file to the target in one step.

        Raises:
            FileExistsError: the target exists and `force` is False.
            OSError: the target cannot be written.
        """
        if force:
            os.replace(self.temporary, self.target)
        elif WINDOWS:
            os.rename(self.temporary, self.target)  # refuses an existing target on Windows only
        else:
            try:
                os.link(self.temporary, self.target)  # refuses an existing target on every system
            except FileExistsError:
                raise
            except (AttributeError, OSError):  # the system or the disk has no links
                self._claim()

    def withdraw(self) -> None:
        """Remove the target if it is this file, and not one that another program has put in its place since."""
        with suppress(OSError):
            if self._identity and os.path.samestat(self._identity, os.stat(self.target)):
                os.unlink(self.target)

    def _claim(self) -> None:
        """Create the target as an empty file, which fails if the target exists; then replace the empty file."""
        try:
            os.close(os.open(self.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            os.replace(self.temporary, self.target)
        except FileExistsError:
            raise
        except BaseException:
            with suppress(OSError):
                if os.path.getsize(self.target) == 0:
                    os.unlink(self.target)
            raise


def _mode_for(target: str) -> int:
    """Return the mode of an existing target; otherwise the mode of a new file under the process's umask."""
    if os.path.exists(target):
        return os.stat(target).st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def folders_of(paths: Iterable[str]) -> Iterator[None]:
    """Create the missing folders of files that the block writes; remove the new folders if the block fails.

    Raises:
        ProblemsFoundError: a folder cannot be created.
    """
    created: list[str] = []
    try:
        for folder in dict.fromkeys(map(os.path.dirname, paths)):
            created += _missing(folder)
            try:
                os.makedirs(folder or os.curdir, exist_ok=True)
            except FileExistsError:
                raise not_written(folder, say("this is a file, not a folder")) from None
            except OSError as error:
                raise not_written(folder, reason_of(error)) from error
        yield
    except BaseException:
        for folder in reversed(created):
            with suppress(OSError):  # the folder was not created, or another program has put a file in it
                os.rmdir(folder)
        raise


def _missing(folder: str) -> list[str]:
    """Return the folder and its parents as far as they do not exist, outermost first."""
    parent = os.path.dirname(folder)
    if not folder or os.path.lexists(folder) or parent == folder:
        return []
    return [*_missing(parent), folder]


def reason_of(error: OSError) -> Message | str:
    """Return the cause of an operating system error as a message; as the system's own text if it has no message."""
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:  # errors have this number on Windows only
        return say("another program has it open")
    return _REASONS.get(error.errno or 0, error.strerror or "")


@contextmanager
def _problems_at(path: str) -> Iterator[None]:
    """Raise the system's errors in the block as problems of a file that cannot be written."""
    try:
        yield
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        hint = None
        if error.errno in _IN_USE:
            hint = say("is it open in another program, or is the folder someone else's?")
            if WINDOWS and os.path.exists(path):
                hint = say("is it open in Excel? close it there and try again")
        raise not_written(path, reason_of(error), hint) from error


def _exists(path: str) -> ProblemsFoundError:
    hint = say("--force replaces it")
    return ProblemsFoundError([Problem("file-exists", say("this file already exists"), hint, place=Place(path))])


def not_written(path: str, reason: Message | str, hint: Message | None = None) -> ProblemsFoundError:
    """Return the error that a file cannot be written."""
    message = say("this file cannot be written: {reason}", reason=reason)
    return ProblemsFoundError([Problem("file-not-written", message, hint, place=Place(path))])
