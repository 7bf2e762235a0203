"""LibreOffice: workbooks as it calculates them anew, and as it writes them in other forms."""

import subprocess
from pathlib import Path

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Without this setting it believes the values that are stored."""


def recalculating_profile(folder: Path) -> Path:
    """Return the folder, made a profile of LibreOffice that recalculates what it opens."""
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    return folder


def converted(path: Path, form: str, profile: Path) -> Path:
    """Return a workbook as LibreOffice writes it in another form."""
    return all_converted([path], form, profile)[0]


def all_converted(paths: list[Path], form: str, profile: Path) -> list[Path]:
    """Return workbooks, which lie in one folder, as LibreOffice writes them in another form."""
    out = paths[0].parent / form
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form]
    subprocess.run([*command, "--outdir", str(out), *map(str, paths)], check=True, capture_output=True, timeout=1_000)
    results = [out / f"{path.stem}.{form}" for path in paths]
    assert all(result.exists() for result in results), "it may end with status 0 and write nothing"
    return results
