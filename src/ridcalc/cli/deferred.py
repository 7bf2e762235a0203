"""The import of `importlib.metadata`, put off until something of it is used.

pydantic imports it to look for plug-ins, which ridcalc switches off. It brings twenty modules of email and zip files
that nothing else in a run needs, and takes a fourteenth of the time of `ridcalc allocate`.
"""

import importlib
import os
import sys
from types import ModuleType
from typing import Any

_NAME = "importlib.metadata"


def defer_metadata() -> None:
    """Let `importlib.metadata` load with the first use of something in it; do nothing if it is loaded."""
    if _NAME not in sys.modules:
        module = _Deferred(_NAME)
        module.__path__ = [os.path.join(folder, "metadata") for folder in importlib.__path__]
        sys.modules[_NAME] = module
        setattr(importlib, "metadata", module)  # noqa: B010  mypy refuses to replace a module


class _Deferred(ModuleType):
    """What stands for the module until then."""

    @staticmethod
    def entry_points(**parameters: Any) -> object:  # noqa: ANN401  those of the module's function
        """Return the entry points; a function that can be imported by name, and loads the module when it is called."""
        return _loaded().entry_points(**parameters)

    def __getattr__(self, name: str) -> object:
        """Return something else of the module."""
        return getattr(_loaded(), name)


def _loaded() -> ModuleType:
    """Return the module itself, and let it take its own place."""
    if isinstance(sys.modules.get(_NAME), _Deferred):
        del sys.modules[_NAME]
    return importlib.import_module(_NAME)
