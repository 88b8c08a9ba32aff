"""What a folder of backups knows of its store: under which paths it was last seen, how it then stood, and what each backup is of."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path

from db.whole_files import LastChange
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.writing import write_whole

_NOTE = "store.json"
#: So many paths are kept, and so many letters of a label.
_MOST_PATHS, _LONGEST_LABEL = 20, 300


@dataclass(frozen=True, slots=True)
class Note:
    """A store's id, its last change by the path of each file it was seen in, the last seen last, and the file that each backup is of."""

    store: str = ""
    seen: Mapping[str, LastChange] = field(default_factory=dict)
    made_of: Mapping[str, str] = field(default_factory=dict)


def read_note(folder: Path) -> Note:
    """The note of a folder; an empty one where there is none that can be read."""
    try:
        kept = json.loads((folder / _NOTE).read_bytes())
        seen = {
            str(path): LastChange(int(each["unit"]), str(each["at"]), str(each["label"]), int(each["changes"]), str(each["seal"]))
            for path, each in kept["seen"].items()
        }
        return Note(str(kept["store"]), seen, {str(name): str(path) for name, path in kept["made_of"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Note()


def note_seen(root: Path, folder: Path, store: str, file: Path, last: LastChange, backup: Path | None = None) -> None:
    """Note that a file holds this store as it stands, and which backup has been made of it. What cannot be noted is let go.

    A path is that of one store: no other folder keeps it.
    """
    path = str(file.absolute())
    note = read_note(folder)
    last = last._replace(label=last.label[:_LONGEST_LABEL])
    seen = {**{each: state for each, state in note.seen.items() if each != path}, path: last}
    names = {each.name for each in _within(folder)}
    made_of = {name: of for name, of in note.made_of.items() if name in names}
    if backup is not None:
        made_of[backup.name] = path
    fresh = Note(store, dict(list(seen.items())[-_MOST_PATHS:]), made_of)
    if fresh != note:
        _write(folder, fresh)
    for other in _within(root):
        if other != folder and path in (kept := read_note(other)).seen:
            _write(other, replace(kept, seen={each: state for each, state in kept.seen.items() if each != path}))


def rename_in_note(folder: Path, names: Mapping[str, str]) -> None:
    """Backups have other names now, by those they had."""
    note = read_note(folder)
    if names.keys() & note.made_of.keys():
        _write(folder, replace(note, made_of={names.get(name, name): of for name, of in note.made_of.items()}))


def _write(folder: Path, note: Note) -> None:
    kept = {"store": note.store, "seen": {path: last._asdict() for path, last in note.seen.items()}, "made_of": dict(note.made_of)}
    with contextlib.suppress(KnownTrouble):
        write_whole(folder / _NOTE, json.dumps(kept, indent=1).encode(), own=True)


def _within(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from list(folder.iterdir())
