"""Write the schemas of the files to schema/, in every language: `python tools/schemas.py [--check]`."""

import sys
from pathlib import Path

from ridcalc.language.languages import OWN_LANGUAGE, TRANSLATED
from ridcalc.reading.schemas import KINDS, schema_text

FOLDER = Path(__file__).parent.parent / "schema"


def main() -> int:
    """Write the schemas, or with `--check` only compare them. Return the exit status: 1 if they differ."""
    stale = []
    for language, folder in ((OWN_LANGUAGE, FOLDER), *((code, FOLDER / code) for code in TRANSLATED)):
        for kind in KINDS:
            path = folder / f"{kind}.json"
            text = schema_text(kind, language)
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(str(path.relative_to(FOLDER.parent)))
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {', '.join(stale)}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
