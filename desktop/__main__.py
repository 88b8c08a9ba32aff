"""`python -m desktop`, the installed command and the frozen program: a verb runs without a screen, anything else opens the window."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.disk_trouble import is_found, shown


def main(arguments: list[str] | None = None) -> int:
    """Run the program. Returns the exit code: 0, or 2 after one plain sentence on standard error."""
    given = sys.argv[1:] if arguments is None else arguments
    if (word := next((word for word in given if not _is_text(word)), None)) is not None:
        print(f"What was typed, ‘{shown(word)}’, holds bytes that are no letters. Rename the file, or type it again.", file=sys.stderr)
        return 2
    if given and given[0] == "--self-test":
        from desktop.self_test.driver import run as drive

        return drive(given[1:])
    if given and not (len(given) == 1 and _is_file(given[0])):
        from desktop.cli import run

        return run(given)
    from desktop.starting import open_window

    return open_window(given[0] if given else None)


def _is_text(word: str) -> bool:
    """Whether a word can be written down: a name in another encoding cannot, and would become another name on its way."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_file(word: str) -> bool:
    """Whether a single word is a file to open, by its ending or because it is there; whatever else is typed is for the verbs."""
    return not word.startswith("-") and (word.endswith(".appraisal") or is_found(Path(word)))


if __name__ == "__main__":
    sys.exit(main())
