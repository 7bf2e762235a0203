"""Write docs/problems.md from the gallery in tests/problems: `python tools/problems_page.py [--check]`."""

import argparse
import re
import sys
from pathlib import Path

from ridcalc.language.languages import OWN_LANGUAGE, TRANSLATED

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "tests" / "problems"
PAGE = ROOT / "docs" / "problems.md"

HEAD = """\
# Problems and warnings

Every message that ridcalc has for its input, by code, as a user sees it. A problem (`error`) ends the run with status
1 and leaves nothing on stdout; a warning lets it go on. The examples are those of the tests in `tests/problems/`, and
this page is made from them by `python tools/problems_page.py`.

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
    """Return the page: a heading for each code, and its messages, first in English, then in the other languages."""
    parts = [HEAD, " · ".join(f"[{code}](#{code})" for code in examples()), "\n"]
    for code, folders in examples().items():
        parts.append(f"\n## {code}\n")
        for folder in folders:
            texts = (_own(folder / f"expected.{language}.txt", code) for language in (OWN_LANGUAGE, *TRANSLATED))
            parts += [f"\n```text\n{text}```\n" for text in texts]
    return "".join(parts)


def _own(path: Path, code: str) -> str:
    """Return the part of an expected output that is about the code."""
    blocks = re.split(r"(?m)^(?=\S.*?: (?:error|warning)\[)", path.read_text(encoding="utf-8"))
    return "".join(block for block in blocks if f"[{code}]" in block)


def main() -> int:
    """Write or check the page. Return the exit status: 1 if `--check` finds that the page would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write no file; status 1 if the page would change")
    check = parser.parse_args().check
    text = page()
    fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
    if not check:
        PAGE.write_text(text, encoding="utf-8")
    elif not fresh:
        print("docs/problems.md is not up to date: run python tools/problems_page.py")
    return 1 if check and not fresh else 0


if __name__ == "__main__":
    sys.exit(main())
