"""`python -m desktop`, the installed command and the frozen program: a verb runs without a screen, anything else opens the window."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the program. Returns the exit code: 0, or 2 after one plain sentence on standard error."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and (given[0] in VERBS or given[0].startswith("-")):
        from desktop.cli import run

        return run(given)
    from desktop.application import open_window

    return open_window(given[0] if given else None)


VERBS = ("sample", "import", "results", "paper", "check")

if __name__ == "__main__":
    sys.exit(main())
