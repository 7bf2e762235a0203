"""Make small changes (mutants) of the core and show those that no test finds: `python tools/mutants.py [PATTERN ...]`.

Patterns select mutants by name, such as `*__mutmut_*7` for a tenth of them; without a pattern all are tried. `--sample`
tries some of the arithmetic, the keys and the allocation, always the same, with the tests in NEAREST, as the gate does.

mutmut switches a mutant on after the core is loaded, too late for code that runs while a module loads. So each mutant
that it misses is tried again in a new process, with the tests in NEAREST. The exit status is 1 if fewer than 95 % of
the mutants are found, or if a function has more missed mutants than mutants.toml gives a reason for. With patterns it
is 1 if fewer than 90 % are found, of the sample 80 %, and the laws try a third as many examples.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENOUGH = 95
ENOUGH_OF_SOME = 90
"""Smallest percentage of mutants to find: of all, and of a selection, of which more may be missed by chance."""
ENOUGH_OF_SAMPLE = 80
"""Smallest percentage of the sample to find, as it was last recorded."""
SAMPLED = ("arithmetic", "keys", "allocation")
"""The folders of the core of which the sample tries mutants."""
SAMPLE = tuple(f"ridcalc.core.{folder}.*__mutmut_*37" for folder in SAMPLED)
WORKERS = os.cpu_count() or 1
REASONS = Path(__file__).with_name("mutants.toml")
NEAREST = ("tests/test_cases.py", "tests/test_problems.py", "tests/core")
SURVIVED, NO_TESTS = 0, 33
"""The exit statuses of mutmut for a mutant that no test finds."""


def copy_project(folder: Path) -> None:
    """Copy the files of the project, with changes that are not committed, to a folder."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)


def narrow(folder: Path) -> None:
    """Let mutmut change the folders of the sample alone, and run the tests in NEAREST alone."""
    path = folder / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    values = {
        "only_mutate": [f"src/ridcalc/core/{name}/*" for name in SAMPLED],
        "pytest_add_cli_args_test_selection": list(NEAREST),
    }
    for name, value in values.items():
        text, found = re.subn(
            rf"^{name} = \[.*?\]", f"{name} = {json.dumps(value)}", text, flags=re.DOTALL | re.MULTILINE
        )
        if not found:
            raise LookupError(f"{path.name} has no {name}")
    path.write_text(text, encoding="utf-8")


def statuses(folder: Path) -> dict[str, int]:
    """Return mutant → exit status of its tests, for each mutant that was tried."""
    tried: dict[str, int] = {}
    for path in sorted(folder.glob("mutants/src/**/*.meta")):
        exit_codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        tried |= {name: status for name, status in exit_codes.items() if status is not None}
    return tried


def survives_alone(folder: Path, name: str) -> bool:
    """Return whether no test finds a mutant that is switched on before the core is loaded."""
    within = folder / "mutants"
    environment = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(within / "src")}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not slow and not law"]
    scratch = Path(tempfile.mkdtemp(dir=folder))
    try:
        result = subprocess.run(
            [*command, f"--basetemp={scratch / 'temp'}", *NEAREST],
            cwd=within,
            env=environment,
            capture_output=True,
            timeout=300,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return result.returncode == 0


def difference(folder: Path, name: str) -> str:
    """Return the lines of a diff that a mutant removes and adds."""
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", name], cwd=folder, capture_output=True, text=True, check=False
    )
    lines = shown.stdout.splitlines()
    return "\n".join(line for line in lines if line[:1] in {"-", "+"} and line[:3] not in {"---", "+++"})


def main() -> int:
    """Try the mutants and print the outcome. Return the exit status."""
    is_sample = sys.argv[1:] == ["--sample"]
    patterns = SAMPLE if is_sample else tuple(sys.argv[1:])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        copy_project(folder)
        if is_sample:
            narrow(folder)
        effort = "1" if patterns else "3"
        environment = {**os.environ, "CI": "true", "RIDCALC_EFFORT": effort}  # CI: the same examples each time
        run = [sys.executable, "-m", "mutmut", "run", "--max-children", str(WORKERS), *patterns]
        with (folder / "mutmut.log").open("wb") as log:
            result = subprocess.run(run, cwd=folder, env=environment, stdout=log, stderr=log, check=False)
        tried = statuses(folder)
        if result.returncode or not tried:
            print((folder / "mutmut.log").read_text(encoding="utf-8", errors="replace")[-3000:])
            return 1
        left = [name for name, status in tried.items() if status in {SURVIVED, NO_TESTS}]
        with ThreadPoolExecutor(WORKERS) as workers:
            lives = workers.map(lambda name: survives_alone(folder, name), left)
            alive = [name for name, still in zip(left, lives, strict=True) if still]
        unexplained = list(without_reason(alive))
        for name in unexplained:
            print(f"{name}\n{difference(folder, name)}\n")
        report(tried, alive)
    print(f"{len(unexplained)} of those missed without a reason in {REASONS.name}")
    found = (len(tried) - len(alive)) * 100 / len(tried)
    if patterns:
        return 0 if found >= (ENOUGH_OF_SAMPLE if is_sample else ENOUGH_OF_SOME) else 1
    return 0 if found >= ENOUGH and not unexplained else 1


def without_reason(alive: list[str]) -> Iterator[str]:
    """Yield the missed mutants of functions that have more of them than mutants.toml gives a reason for."""
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    missed: dict[str, list[str]] = {}
    for name in alive:
        missed.setdefault(function_of(name), []).append(name)
    for function, names in missed.items():
        if len(names) > reasons.get(function, {"missed": 0})["missed"]:
            yield from names


def function_of(mutant: str) -> str:
    """Return the name, below the core, of the function that a mutant changes.

    >>> function_of("ridcalc.core.values.problems.xǁRefusedǁat__mutmut_1")
    'values.problems.Refused.at'
    >>> function_of("ridcalc.core.values.suggestions.x__near_by__mutmut_5")
    'values.suggestions._near_by'
    """
    module, name = mutant.removeprefix("ridcalc.core.").rsplit("__mutmut_", 1)[0].split(".x", 1)
    return f"{module}.{name[1:].replace('ǁ', '.')}"


def report(tried: dict[str, int], alive: list[str]) -> None:
    """Print by module how many mutants were tried, found and missed."""
    of_each, lost = (Counter(name.split(".x")[0] for name in names) for names in (tried, alive))
    print(f"{'module':<44}{'tried':>8}{'found':>8}{'missed':>8}")
    for module, count in sorted(of_each.items()):
        print(f"{module:<44}{count:>8}{count - lost[module]:>8}{lost[module]:>8}")
    found = len(tried) - len(alive)
    print(f"{'in all':<44}{len(tried):>8}{found:>8}{len(alive):>8}  {found / len(tried):.1%}")


if __name__ == "__main__":
    sys.exit(main())
