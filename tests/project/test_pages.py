"""What the pages show: outputs that ridcalc gives, commands and options that it has, and figures that stand in both."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pages
import pytest
import typer

from builders import ROOT, Run
from ridcalc import cli

PAGES = pages.pages()
SECTIONS = [
    pytest.param(page, section, id=f"{page.stem}: {section.heading}")
    for page in PAGES
    for head, sections in [pages.split(page.read_text(encoding="utf-8"))]
    for section in (head, *sections)
    if section.commands
]
FENCE = re.compile(r"^```([^\n]*)\n.*?^```$", re.DOTALL | re.MULTILINE)
DRAWINGS = {"architecture.md"}
"""Pages with drawings in blocks of text; test_docs.py holds them to the code."""
UNDER_TESTS = {
    "json": {"json.md", "editor.md"},
    "python": {"CONTRIBUTING.md"},
    "bat": {"LEESMIJ.md"},
}
"""Language of a block that is no output → the pages that have it."""


@pytest.mark.parametrize(("page", "section"), SECTIONS)
def test_the_output_on_the_page_is_what_the_commands_show(
    page: Path, section: pages.Section, ridcalc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", pages.language_of(page))

    def run(arguments: pages.Arguments) -> tuple[int, str]:
        outcome = ridcalc(*arguments)
        return outcome.status, outcome.out + outcome.err

    assert section.with_outputs(tmp_path, run) == section.text, "python tools/pages.py writes it"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_output_follows_commands_that_write_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    typed = pages.STEP.sub(lambda step: "" if pages.commands_in(step) else step[0], text)
    blocks = [block[1].split() for block in FENCE.finditer(typed)]
    languages = {block[0] if block else "" for block in blocks} - {"sh", "yaml", "diff"}
    allowed = {language for language, names in UNDER_TESTS.items() if page.name in names}
    assert languages - allowed <= ({"text"} if page.name in DRAWINGS else set())
    assert not re.search(r"\n\n    \S", FENCE.sub("", text)), "a block by indentation: nothing holds it"


def test_a_typed_output_is_found_and_an_edit_changes_what_is_shown(tmp_path: Path) -> None:
    text = "```diff\ndata/a.txt\n-one\n+two\n```\n\n```sh status=1\nridcalc check\n```\n\n```text\nstale\n```\n"
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_text("one\n")
    section = pages.Section("", f"```yaml\n# measures.yaml\n```\n{text}")
    shown = section.with_outputs(tmp_path, lambda _: (1, (tmp_path / "data" / "a.txt").read_text()))
    assert shown.endswith("```text\ntwo\n```\n")
    with pytest.raises(SystemExit, match="ridcalc check: status 0"):
        section._replace(text=section.text.replace("-one\n+two", "-two\n+two")).with_outputs(
            tmp_path, lambda _: (0, "")
        )


def named_commands() -> Iterator[list[str]]:
    """Yield the words of each command that a page names: in prose, and in blocks of shell or YAML."""
    for page in (*PAGES, ROOT / "docs" / "problems.md"):
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"`(ridcalc\s[^`]+)`", FENCE.sub("", text))
        blocks = "\n".join(block[0] for block in FENCE.finditer(text) if block[1].startswith(("sh", "yaml")))
        run = re.findall(r"^ *(?:- )?(?:run: |entry: )?(ridcalc .*)$", blocks, re.MULTILINE)
        yield from (shlex.split(command)[1:] for command in (*named, *run))


def test_every_command_and_option_that_a_page_names_exists() -> None:
    program = typer.main.get_command(cli.program())
    assert isinstance(program, typer.core.TyperGroup)
    options = {
        name: {text for parameter in command.params for text in (*parameter.opts, *parameter.secondary_opts)}
        | {"--help"}
        for name, command in program.commands.items()
    }
    options[""] = {text for parameter in program.params for text in parameter.opts} | {"--help"}
    named = list(named_commands())
    assert len(named) > 100
    unknown = []
    for words in named:
        name, given = ("", words) if words[0].startswith("-") else (words[0], words[1:])
        unknown += [words for word in given if word.startswith("--") and word not in options.get(name, set())]
        unknown += [words] if name not in options else []
    assert unknown == []


def test_the_amounts_in_the_prose_of_both_readmes_stand_in_what_they_show() -> None:
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "LEESMIJ.md"))
    shown = "".join(block[0] for block in FENCE.finditer(text)).replace(".", "")
    amounts = re.findall(r"€ ([\d.]*\d)", FENCE.sub("", text))
    assert amounts
    assert [amount for amount in amounts if not re.search(rf"\b{amount.replace('.', '')}\b", shown)] == []
