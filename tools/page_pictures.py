"""Draw the pictures of docs/page.md: `python tools/page_pictures.py`.

Writes the page of the case that ships, in Dutch, and photographs it with Chromium (`chromium`): on a telephone of 390
points and on a screen of 1280, and printed on A4 (`pdftoppm` of poppler). The letters are those of the machine.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "page"
ONE = ("--participant", "zevenaar")
FRAME = '<body style="margin:0"><iframe src="page.html" width="390" height="{height}" style="border:0"></iframe>'
"""A window of Chromium is wider than a telephone; a frame is not."""


def main() -> None:
    """Write the pictures, and say which."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        page = _page(folder)
        _photograph(page, "screen", 1280, 1500, "0.75")
        pdf = folder / "page.pdf"
        _chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
        for number in ("1", "2"):
            picture = PICTURES / f"a4-{number}"
            _run("pdftoppm", "-r", "64", "-f", number, "-singlefile", "-png", pdf, picture)
            print(f"written: {picture.relative_to(ROOT)}.png")
        _page(folder, *ONE)
        frame = folder / "frame.html"
        frame.write_text(FRAME.format(height=1500), encoding="utf-8")
        _photograph(frame, "telephone", 390, 1500, "1")


def _page(folder: Path, *options: str) -> Path:
    """Write a page of the case that ships; return its path."""
    page = folder / "page.html"
    report = ("report", page, "--data", ROOT / "data", "--lang", "nl", "--force", *options)
    _run(sys.executable, "-m", "ridcalc", *report)
    return page


def _photograph(page: Path, name: str, width: int, height: int, scale: str) -> None:
    """Write a picture of a window on a page, with sizes in points; `scale` is the dots of the picture per point."""
    picture = PICTURES / f"{name}.png"
    window = (f"--window-size={width},{height}", f"--force-device-scale-factor={scale}", "--hide-scrollbars")
    _chromium(*window, f"--screenshot={picture}", page.as_uri())
    print(f"written: {picture.relative_to(ROOT)}")


def _chromium(*options: str) -> None:
    _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", *options)


def _run(*command: object) -> None:
    """Run a program to its end."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


if __name__ == "__main__":
    main()
