"""Write the inputs of compare_checkouts.py: data folders of every kind, and the commands to run on each."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import random_budgets
from compared_commands import NAMES, PROGRAM, Command, asked, commands_of, texts_in


class Job(NamedTuple):
    """A data folder and the commands to run on it."""

    kind: str
    name: str
    data: Path
    commands: list[Command]


class Inputs:
    """The inputs of a comparison. Each kind of input is a method that writes data folders and yields their jobs."""

    def __init__(self, checkout: Path, folder: Path, budgets: int, seed: int) -> None:
        """Take fixtures from `checkout`, write to `folder`, and draw `budgets` random budgets from `seed`."""
        self.checkout, self.folder, self.budgets, self.seed = checkout, folder, budgets, seed
        self.kinds: dict[str, Callable[[], Iterator[Job]]] = {
            "program": self.program,
            "shipped": self.shipped,
            "folders": self.folders,
            "cases": self.cases,
            "gallery": self.gallery,
            **({"random": self.random} if budgets else {}),
        }

    def copied(self, *sources: Path) -> Path:
        """Return a new folder with the files of `sources`; files of a later folder replace those of an earlier one."""
        target = self.folder / f"{len(list(self.folder.iterdir())):04}"
        for source in sources:
            shutil.copytree(source, target, dirs_exist_ok=True)
        return target

    def written(self, files: dict[str, str]) -> Path:
        """Return a new folder with `files`: name → text."""
        target = self.folder / f"{len(list(self.folder.iterdir())):04}"
        for name, text in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(text, encoding="utf-8", newline="")
        return target

    def program(self) -> Iterator[Job]:
        """Yield the jobs about the program itself: help, usage errors and completion."""
        data = self.copied(self.checkout / "data")
        helped = " && ".join(["--help", "--version", *(f"{name} --help" for name in NAMES)])
        commands = [command for line in (helped, *PROGRAM.strip().splitlines()) for command in commands_of(line, {})]
        for language in ("nl", "en"):
            environment = {"RIDCALC_LANG": language}
            yield Job("program", language, data, [command._replace(env=environment) for command in commands])
        completion = {"_RIDCALC_COMPLETE": "complete_bash"}
        lines = ["ridcalc ", "ridcalc allocate --", "ridcalc allocate --by ", "ridcalc explain --scenario "]
        begun = [Command([], {**completion, "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}) for line in lines]
        yield Job("program", "completion", data, begun)

    def shipped(self) -> Iterator[Job]:
        """Yield the jobs on the shipped data, in both languages."""
        data = self.copied(self.checkout / "data")
        for language in ("nl", "en"):
            yield Job("shipped", language, data, asked(data, 0, language, all_of_it=True))

    def folders(self) -> Iterator[Job]:
        """Yield the jobs on the data folders of the sources and the tests."""
        sources = [path.parent for top in ("src", "tests") for path in sorted((self.checkout / top).rglob("keys.yaml"))]
        galleries = {example.parent.parent for example in self.examples()}
        for number, source in enumerate(sources):
            if (source / "measures.yaml").is_file() and galleries.isdisjoint(source.parents):
                data = self.copied(source)
                language = source.name if source.name in {"nl", "en"} else ("nl", "en")[number % 2]
                commands = asked(data, number, language, all_of_it=True)
                yield Job("folders", f"{source.parent.name}-{source.name}", data, commands)

    def cases(self) -> Iterator[Job]:
        """Yield the jobs on the cases of the tests: YAML lists of budgets or of single divisions."""
        files = sorted(path for path in (self.checkout / "tests").rglob("*.yaml") if path.is_file())
        texts = [(path.stem, path.read_text(encoding="utf-8", errors="replace")) for path in files]
        lists = [(stem, texts_in(text)) for stem, text in texts if "\n- name: " in text]
        cases = [(stem, case) for stem, listed in lists if isinstance(listed, list) for case in listed]
        for number, (stem, case) in enumerate(cases):
            data = self.written(files_of_case(case))
            language = ("nl", "en")[number % 2]
            own = [word for text in case.get("set", ()) for word in ("--set", text)]
            own += ["--scenario", case["scenario"]] if "scenario" in case else []
            commands = [Command(["allocate", *own, *form, "--lang", language]) for form in ([], ["--format", "json"])]
            commands += asked(data, number, language, mistaken="problems" in case.get("expect", {}))
            yield Job("cases", f"{stem}-{number}", data, commands)

    def examples(self) -> list[Path]:
        """Return the folders of the examples of every problem and warning."""
        return [expected.parent for expected in sorted((self.checkout / "tests").rglob("*/*/expected.en.txt"))]

    def gallery(self) -> Iterator[Job]:
        """Yield the jobs on the examples of every problem and warning, in both languages."""
        for example in self.examples():
            data = self.copied(example.parent.parent / "base", example)
            grow(data)
            own = _lines_in(example / "arguments.txt")
            args = own if own and not own[0].startswith("-") else ["allocate", *own]
            into = "".join(_lines_in(example / "stdout.txt"))
            commands = [Command([*args, "--lang", language], into=into) for language in ("nl", "en")]
            commands.append(Command(["check", "--format", "json"]))
            yield Job("gallery", f"{example.parent.name}-{example.name}", data, commands)

    def random(self) -> Iterator[Job]:
        """Yield the jobs on random budgets."""
        for number in range(self.budgets):
            data = self.written(random_budgets.files_of(self.seed, number))
            mistaken = random_budgets.has_mistake(number)
            language = ("nl", "en", "")[number % 3]
            yield Job("random", f"{number:04}", data, asked(data, number, language, mistaken=mistaken))


def files_of_case(case: dict[str, Any]) -> dict[str, str]:
    """Return file name → text for a case: its own budget, or a budget with the single amount of the case."""
    if "keys" not in case:
        key = {name: case[name] for name in ("shares", "weights") if name in case}
        measure = {"nature": "incidental", "key": "key", "amounts": {"2024": case["amount"]}}
        rounding = {name: case[name] for name in ("unit", "method") if name in case}
        case = {
            "keys": {"participants": {name: {} for name in case["parts"]}, "keys": {"key": key}},
            "measures": {"budget": {"years": ["2024"], "rounding": rounding}, "measures": {"measure": measure}},
        }
    files = {"keys.yaml": case["keys"], "measures.yaml": case["measures"]}
    files |= {f"scenarios/{name}.yaml": scenario for name, scenario in case.get("scenarios", {}).items()}
    return {name: random_budgets.as_text(content) for name, content in files.items()}


def grow(data: Path) -> None:
    """Add the lines that grown.txt describes: file, number of lines, and the line with {n} for its number from 1."""
    for line in _lines_in(data / "grown.txt"):
        name, count, text = line.split(" ", 2)
        with (data / name).open("a", encoding="utf-8") as file:
            file.writelines(f"{text.replace('{n}', str(number))}\n" for number in range(1, int(count) + 1))


def _lines_in(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
