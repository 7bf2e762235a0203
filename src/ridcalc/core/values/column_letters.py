"""The letters by which a spreadsheet names its columns."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """Return the letters of a column; columns count from 1.

    >>> letters(1), letters(27)
    ('A', 'AA')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
