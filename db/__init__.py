"""Records: nouns, and the one SQLite file that keeps them. Knows nothing of Qt, of arithmetic or of PDF."""

from __future__ import annotations

import os

# A plugin that some other program left on the machine has no business among an officer's records, and looking for one takes time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
