"""Write docs/problems.md and the examples of `ridcalc problem`: `python tools/problems_page.py [--check]`.

The examples are those of the gallery in tests/problems; the page has the explanations of ridcalc.language.explanations.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from textwrap import fill

from ridcalc.language.explanations import EXPLANATIONS, GROUPS
from ridcalc.language.languages import OWN_LANGUAGE, TRANSLATED

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "tests" / "problems"
PAGE = ROOT / "docs" / "problems.md"
SHIPPED = ROOT / "src" / "ridcalc" / "language" / "explanations" / "examples.json"

LANGUAGES = (OWN_LANGUAGE, *TRANSLATED)

HEAD = """\
# Problems and warnings

Every message that ridcalc has for its input, by code: what causes it, what to do, and how it looks. `ridcalc problem
CODE` shows the same, in English or Dutch; `ridcalc problem` lists the codes. A problem (`error`) ends the run with
status 1 and leaves nothing on stdout; a warning lets it go on. The examples are those of the tests in
`tests/problems/`, the explanations stand in `src/ridcalc/language/explanations/`; `python tools/problems_page.py` makes
this page from them.

"""


def examples() -> dict[str, list[Path]]:
    """Return code → folders of its examples, the main example first."""
    found: dict[str, list[Path]] = {}
    for folder in sorted(GALLERY.glob("*/*")):
        if folder.is_dir() and folder.parent.name != "base":
            found.setdefault(folder.parent.name, []).append(folder)
    return {
        code: sorted(folders, key=lambda folder: (folder.name != "example", folder.name))
        for code, folders in found.items()
    }


def page() -> str:
    """Return the page: groups of codes; below each code its explanation, and its messages in each language."""
    folders_of, parts = examples(), [HEAD]
    for group in GROUPS:
        links = " · ".join(f"[{one.code}](#{one.code})" for one in group.explanations)
        parts.append(f"* {group.heading}: {links}\n")
    for code in sorted(EXPLANATIONS):
        title, cause, remedy = EXPLANATIONS[code][1:]
        paragraphs = (f"**{title}** {cause}", f"*What to do:* {remedy}")
        parts += [f"\n## {code}\n", *(f"\n{fill(text, 118, break_on_hyphens=False)}\n" for text in paragraphs)]
        for folder in folders_of.get(code, ()):
            parts += [f"\n```text\n{''.join(messages(folder, language))}```\n" for language in LANGUAGES]
    return "".join(parts)


def shipped_examples() -> str:
    """Return the text of examples.json: by code and language, the first message of the main example."""
    shown = {
        code: {language: messages(folders[0], language)[0] for language in LANGUAGES}
        for code, folders in examples().items()
    }
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def messages(folder: Path, language: str) -> list[str]:
    """Return the messages about the code of an example: the line with the place, and its excerpt and hint."""
    text = (folder / f"expected.{language}.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"(?m)^\S.*?: (?:error|warning)\[.*\n(?:(?: |[0-9]+ \|).*\n)*", text)
    return [block for block in blocks if f"[{folder.parent.name}]" in block]


def main() -> int:
    """Write or check both files; the status is 1 where one is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 if a file would change")
    check = parser.parse_args().check
    stale = False
    for path, text in ((PAGE, page()), (SHIPPED, shipped_examples())):
        fresh = path.exists() and path.read_text(encoding="utf-8") == text
        stale = stale or not fresh
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not fresh:
            print(f"{path.relative_to(ROOT)} is not up to date: run python tools/problems_page.py")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
