"""A run that is killed leaves the old file or the new one, at whatever moment it happens."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engines import stored_values

pytestmark = pytest.mark.slow

KILLS = 50


def test_an_export_that_is_killed_leaves_a_whole_file(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    command = [sys.executable, "-m", "ridcalc", "export", str(path), "--data", str(shipped), "--force"]
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    took = time.monotonic() - start
    new = path.read_bytes()
    shutil.copyfile(path, tmp_path / "old.xlsx")
    old = new + b"\0"  # still a workbook, and not what is written
    ended = 0
    for number in range(KILLS):
        path.write_bytes(old)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=took * 1.2 * number / KILLS)
        except subprocess.TimeoutExpired:
            process.kill()
        ended += process.wait() == 0
        assert path.read_bytes() in (old, new)
    assert ended < KILLS
    path.write_bytes(new)
    assert stored_values(path)
