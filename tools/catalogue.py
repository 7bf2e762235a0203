"""Bring the catalogues up to date with the texts in the code: `python tools/catalogue.py [--check]`.

New texts are added without a translation, texts that the code no longer has are dropped, and the compiled catalogues
are written. `--check` writes no file. The exit status is 1 if a text lacks a translation, or with `--check` if a file
would change.
"""

import argparse
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ridcalc.language.languages import TRANSLATED

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "ridcalc"
LOCALES = SOURCE / "language" / "locale"
HEADER = "# The {language} catalogue of ridcalc. The English texts are its keys."
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # the compiled catalogue changes only with its texts
KEYWORDS = {"say": None, "marked": None}
OWN_CATALOGUE = {"language/explanations/": "explanations"}  # only `ridcalc problem` loads these many texts


def catalogue_of(path: str) -> str:
    """Return the name of the catalogue that holds the texts of a module, a path below the package."""
    return next((name for folder, name in OWN_CATALOGUE.items() if path.startswith(folder)), "ridcalc")


def texts() -> dict[str, list[str]]:
    """Return, by catalogue, every text that the code passes to `say` or `marked`, in alphabetical order."""
    found = extract_from_dir(str(SOURCE), [("**.py", "python")], keywords=KEYWORDS)
    sorted_texts: dict[str, set[str]] = {}
    for path, _, message, _, _ in found:
        sorted_texts.setdefault(catalogue_of(Path(path).as_posix()), set()).add(str(message))
    return {name: sorted(messages) for name, messages in sorted(sorted_texts.items())}


def updated(old: Catalog, messages: list[str], language: str) -> Catalog:
    """Return a catalogue of these texts with the translations that there are."""
    new = Catalog(locale=language, fuzzy=False)
    for text in messages:
        known = old.get(text)
        new.add(text, str(known.string) if known and known.string else "")
    return new


def as_po(catalogue: Catalog, language: str) -> bytes:
    """Return the catalogue as it is kept for translators; without dates, so that it changes only with its texts."""
    header = HEADER.format(language=Locale(language).english_name)
    output = io.BytesIO()
    write_po(output, catalogue, width=0, omit_header=True)
    fields = ("Content-Type: text/plain; charset=utf-8", f"Language: {language}")
    lines = (header, 'msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields), "", "")
    return "\n".join(lines).encode() + output.getvalue()


def as_mo(po: bytes, language: str) -> bytes:
    """Return the catalogue as the program reads it."""
    catalogue = read_po(io.BytesIO(po), locale=language)
    lean = Catalog(locale=language, fuzzy=False, creation_date=NEVER, revision_date=NEVER)
    for message in catalogue:
        if message.id and message.string:
            lean.add(message.id, message.string)
    output = io.BytesIO()
    write_mo(output, lean)
    return output.getvalue()


def bring_up_to_date(language: str, name: str, messages: list[str], *, check: bool) -> bool:
    """Write a catalogue of a language, or with `check` only look; return whether something is left to be done."""
    path = LOCALES / language / "LC_MESSAGES" / f"{name}.po"
    old = path.read_bytes() if path.exists() else b""
    catalogue = updated(read_po(io.BytesIO(old), locale=language), messages, language)
    po = as_po(catalogue, language)
    wanted = {path: po, path.with_suffix(".mo"): as_mo(po, language)}
    stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    untranslated = [str(message.id) for message in catalogue if message.id and not message.string]
    if not check:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
    for text in untranslated:
        print(f"no translation ({language}): {text}")
    for path in stale:
        print(f"{'not up to date' if check else 'written'}: {path.relative_to(ROOT)}")
    return bool(untranslated or (check and stale))


def main() -> int:
    """Update or check the catalogues. Return the exit status: 1 if work is left to do."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write no file; print the files that are not up to date")
    check = parser.parse_args().check
    catalogues = [(language, *entry) for language in TRANSLATED for entry in texts().items()]
    unfinished = [name for language, name, found in catalogues if bring_up_to_date(language, name, found, check=check)]
    return 1 if unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
