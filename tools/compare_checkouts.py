"""Show that a refactoring changed no output: run two checkouts of ridcalc on the same inputs and compare every byte.

    git worktree add --detach ../before COMMIT
    python tools/compare_checkouts.py ../before
    git worktree remove ../before

The inputs are the shipped data, the fixtures of the tests, and random budgets. Each command runs on both sides with the
same arguments, files and environment; only the seed by which sets are ordered differs, which should have no effect. Its
stdout, stderr, exit status and files must be the same. The exit status is 0 if they are, 1 if not, and 2 if the
checkouts cannot be compared. Needs Linux or macOS, and some twelve minutes of processor time, divided over two cores.

A pattern of --only is matched with KIND/BUDGET: ARGUMENTS, such as 'random/*: export*' or 'random/0007*'.
"""

import argparse
import difflib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, NoReturn
from zipfile import BadZipFile, ZipFile

import openpyxl
from compared_commands import Command
from compared_inputs import Inputs, Job

ROOT = Path(__file__).parent.parent
DRIVER = Path(__file__).with_name("checkout_driver.py")
MOST = 20
"""Most differences that are shown, and most lines of each."""
MESSAGES = ("message", "hint", "text")
"""The fields of JSON that hold sentences."""
WARM = """
allocate --scenario none && allocate --format json && allocate --format csv && allocate --format markdown --lang nl
allocate --by measure --unit 1000 && check && check --format json && scenarios && compare none none
compare none none --format json && explain nobody && export x.xlsx && verify x.xlsx && reconcile 5 --year 2024
reconcile 5 --year 2024 --format json && schema keys && --help && init made && allocate --by wrong
"""
"""Commands that run first on both sides, so that the modules which they need are loaded."""

Parts = dict[str, bytes]
"""The outputs of a command by name: stdout, stderr, status, and the files that it wrote."""


def give_up(why: str) -> NoReturn:
    """End with status 2."""
    print(why, file=sys.stderr)
    sys.exit(2)


class Side:
    """One of the two checkouts, and the process that runs its commands."""

    def __init__(self, checkout: Path, folder: Path, jobs: Path, seed: int) -> None:
        """Start the process."""
        self.checkout, self.folder = checkout, folder
        source = checkout.resolve() / "src"
        temporary = folder / "tmp"
        temporary.mkdir(parents=True)
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(temporary),
            "TMPDIR": str(temporary),
            "PYTHONPATH": str(source),
            "PYTHONHASHSEED": str(seed),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "xterm-256color",
            "COLUMNS": "100",
        }
        command = [sys.executable, "-P", str(DRIVER), str(source), str(folder)]
        with jobs.open("rb") as asked:
            self.process = subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, env=environment)

    def wait(self) -> None:
        """Wait until the next job is done."""
        answers = self.process.stdout
        if answers is None or answers.readline() != b"done\n":
            give_up(f"{self.checkout}: its commands cannot be run")

    def parts(self, job: str, number: int, command: Command, *, messages: bool) -> Parts:
        """Return the outputs of a command; without sentences if `messages` is False."""
        place, here = self.folder / job, self.folder / job / "here"
        paths = {kind: place / f"{number:03}.{name}" for kind, name in OUTPUTS.items()}
        for argument in command.args if command.args[:1] != ["verify"] else ():
            path = here / argument
            within = sorted(path.rglob("*")) if path.is_dir() and argument != "data" else [path]
            paths |= {str(file.relative_to(here)): file for file in within}
        parts = {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
        return parts if messages else {name: _wordless(name, content) for name, content in parts.items()}

    def left(self, job: str) -> bytes:
        """Return the names of all files that a job left in its folder."""
        here = self.folder / job / "here"
        return "\n".join(sorted(str(path.relative_to(here)) for path in here.rglob("*"))).encode()


OUTPUTS = {"stdout": "out", "stderr": "err", "status": "status"}


def _wordless(name: str, content: bytes) -> bytes:
    """Return an output without sentences: empty for stderr, and JSON without the fields of `MESSAGES`."""
    if name == "stderr":
        return b""
    try:
        document = json.loads(content)
    except ValueError:
        return content
    return json.dumps(_without(document), indent=1).encode()


def _without(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without(below) for name, below in value.items() if name not in MESSAGES}
    return [_without(item) for item in value] if isinstance(value, list) else value


class Difference(NamedTuple):
    """An output that differs between the two sides, and the first lines of the difference."""

    name: str
    lines: list[str]


class Tally:
    """The numbers of outputs and of differences, and the first differences, by kind of input."""

    def __init__(self) -> None:
        """Start without outputs."""
        self.compared: Counter[str] = Counter()
        self.differing: Counter[str] = Counter()
        self.statuses: dict[str, Counter[str]] = {}
        self.differences: dict[str, list[Difference]] = {}
        self.digest = hashlib.sha256()

    def add(self, kind: str, name: str, before: Parts, after: Parts) -> None:
        """Count an output, and a difference if there is one."""
        self.compared[kind] += 1
        self.statuses.setdefault(kind, Counter())[after["status"].decode().strip()] += 1
        for part, content in sorted(after.items()):
            self.digest.update(f"{name} {part} {len(content)}\n".encode() + content)
        if before != after:
            self.differ(kind, name, before, after)

    def left(self, job: Job, before: bytes, after: bytes) -> None:
        """Compare the names of the files that a job left; these are not counted as an output."""
        if before != after:
            self.differ(job.kind, f"{job.kind}/{job.name}", {"files": before}, {"files": after})

    def differ(self, kind: str, name: str, before: Parts, after: Parts) -> None:
        """Count a difference, and keep it if it is one of the first MOST of its kind."""
        self.differing[kind] += 1
        kept = self.differences.setdefault(kind, [])
        if len(kept) < MOST:
            kept.append(Difference(name, list(_differing(before, after))))

    def report(self) -> Iterator[str]:
        """Yield the lines of the report."""
        width = max(map(len, self.compared), default=0)
        for kind, count in self.compared.items():
            ended = ", ".join(f"{status}: {times}" for status, times in sorted(self.statuses[kind].items()))
            yield f"{kind:<{width}}  {count:>6} outputs  {self.differing[kind]:>6} differ   by status {ended}"
        in_turn = [difference for turn in zip_longest(*self.differences.values()) for difference in turn if difference]
        for name, lines in in_turn[:MOST]:
            yield f"\n{name}"
            yield from (f"    {line}" for line in lines)
        differing = self.differing.total()
        if differing > MOST:
            yield f"\nand {differing - MOST} more"
        digest = self.digest.hexdigest()
        yield f"\n{differing} of {self.compared.total()} outputs differ; sha256 of those of AFTER: {digest}"


def _differing(before: Parts, after: Parts) -> Iterator[str]:
    """Yield the first lines of the difference of each output that differs."""
    for part in sorted(before.keys() | after.keys()):
        if before.get(part) != after.get(part):
            was, now = (list(_lines(parts.get(part, b""))) for parts in (before, after))
            lines = list(difflib.unified_diff(was, now, f"before: {part}", f"after: {part}", lineterm="", n=1))
            yield from lines[:MOST]
            if len(lines) > MOST:
                yield f"... {len(lines) - MOST} lines more"


def _lines(content: bytes) -> Iterator[str]:
    """Yield the lines of a text, or the cells and the archive members of a workbook."""
    if not content.startswith(b"PK"):
        yield from content.decode("utf-8", "backslashreplace").split("\n")
        return
    try:
        formulas, values = (openpyxl.load_workbook(BytesIO(content), data_only=only) for only in (False, True))
        for sheet in formulas.worksheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                value = values[sheet.title][cell.coordinate].value
                formula = f"{cell.value} -> " if cell.data_type == "f" else ""
                yield f"{sheet.title}!{cell.coordinate}: {formula}{value!r}  [{cell.number_format}]"
        with ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield f"{entry.filename}: {entry.file_size} bytes, sha256 {_sha(archive.read(entry))}"
    except (BadZipFile, KeyError, ValueError, TypeError) as error:
        yield f"no workbook that can be read: {error!r}"
    yield f"the file: {len(content)} bytes, sha256 {_sha(content)}"


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def chosen(inputs: Inputs, only: str) -> Iterator[Job]:
    """Yield the jobs, each with the commands that match the pattern `only`."""
    kinds = only.partition("/")[0] if "/" in only else "*"
    for kind, jobs in inputs.kinds.items():
        of_kind = list(jobs()) if fnmatchcase(kind, kinds) else None
        if of_kind == []:
            give_up(f"{inputs.checkout} has nothing of the kind {kind}")
        for job in of_kind or ():
            commands = [command for command in job.commands if fnmatchcase(_name(job, command), only)]
            if commands:
                yield job._replace(commands=commands)


def _name(job: Job, command: Command) -> str:
    settings = [f"{name}={value} " for name, value in command.env.items()]
    return f"{job.kind}/{job.name}: {''.join(settings)}{' '.join(command.args)}"


def compare(folder: Path, arguments: argparse.Namespace) -> Tally:
    """Run the jobs on both sides and return the outcome. All files are written below `folder`."""
    inputs = Inputs(arguments.after, folder / "inputs", arguments.budgets, arguments.seed)
    jobs = list(chosen(inputs, arguments.only))
    if not jobs:
        give_up("no output matches the pattern of --only")
    words = {word for job in jobs for command in job.commands for word in command.args[:1]}
    warm = [text.split() for line in WARM.strip().splitlines() for text in line.split(" && ")]
    loading = [Command(args) for args in warm if args[0] in words]
    listed = [Job("", "", jobs[0].data, loading), *jobs]
    with (folder / "jobs").open("w", encoding="utf-8") as file:
        for number, job in enumerate(listed):
            asked = [{**command._asdict(), "env": dict(command.env)} for command in job.commands]
            file.write(json.dumps({"folder": f"{number:05}", "data": str(job.data), "commands": asked}) + "\n")
    checkouts = (("before", arguments.before), ("after", arguments.after))
    sides = [Side(path, folder / name, folder / "jobs", seed) for seed, (name, path) in enumerate(checkouts)]
    tally = Tally()
    try:
        for number, job in enumerate(listed):
            if sys.stderr.isatty():
                print(f"\r{number} of {len(listed)} ", end="" if number + 1 < len(listed) else "\n", file=sys.stderr)
            for side in sides:
                side.wait()
            for at, command in enumerate(job.commands if number else ()):
                parts = [side.parts(f"{number:05}", at, command, messages=not arguments.ignore) for side in sides]
                tally.add(job.kind, _name(job, command), *parts)
            tally.left(job, *(side.left(f"{number:05}") for side in sides))
            for side in sides if arguments.keep is None else ():
                shutil.rmtree(side.folder / f"{number:05}")
    finally:
        for side in sides:
            side.process.kill()
            side.process.wait()
    return tally


def main() -> int:
    """Compare two checkouts and print the report. Return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", metavar="BEFORE", type=Path, help="a folder with a checkout")
    parser.add_argument(
        "after", metavar="AFTER", type=Path, nargs="?", default=ROOT, help="another; this one if left out"
    )
    parser.add_argument("--budgets", metavar="N", type=int, default=300, help="how many random budgets (300)")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="of the random budgets (0)")
    parser.add_argument("--only", metavar="GLOB", default="*", help="only outputs of which the name is like this")
    parser.add_argument("--keep", metavar="DIR", type=Path, help="keep all inputs and outputs in this new folder")
    parser.add_argument("--ignore", choices=["messages"], help="leave out stderr, and message, hint and text in JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = (arguments.keep or Path(made)).resolve()
        (folder / "inputs").mkdir(parents=True)
        tally = compare(folder, arguments)
    for line in tally.report():
        print(line)
    return 1 if tally.differing else 0


if __name__ == "__main__":
    sys.exit(main())
