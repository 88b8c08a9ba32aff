"""The open store as screens know it: read, edit, undo, changed. With `opening`, all of Qt that touches the store.

A class a subject, each upon the one before: what is in hand, what it comes to, what is changed of it, its backups, and the files.
"""

from __future__ import annotations

from desktop.workspace.edits import AT_ONCE
from desktop.workspace.files import Workspace

__all__ = ["AT_ONCE", "Workspace"]
