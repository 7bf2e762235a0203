"""What tests of the workbook share."""

import shutil
from pathlib import Path

import pytest

from builders import CASES


@pytest.fixture
def amendment(tmp_path: Path) -> Path:
    """Return a folder in which everything is given that an amendment can hold."""
    return Path(shutil.copytree(CASES / "amendment", tmp_path / "data"))
