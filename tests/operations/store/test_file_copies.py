"""A copy of a file that cannot be written where it is: whole, with what a broken-off write left, and never over the file itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import StoreDamaged, StoreUnwritable
from db.nouns.choice import Option
from db.store import Store
from desktop.errors import KnownTrouble, NotRead, NotSaved
from desktop.operations.records import records
from desktop.operations.store.files import copy, known_trouble, opened, reading, saving


def test_a_copy_opens_and_holds_the_same(made_sample: Callable[[str], Path], tmp_path: Path) -> None:
    to = tmp_path / "copy.appraisal"
    copy(made_sample("back-office-hub"), to)
    with opened(made_sample("back-office-hub")) as store:
        names = [each.text("name") for each in records.rows(store.reader(), Option, 1)]
    with opened(to) as store:
        assert [each.text("name") for each in records.rows(store.reader(), Option, 1)] == names
    assert [each.name for each in tmp_path.iterdir()] == ["copy.appraisal"]


def test_the_journal_of_a_broken_off_write_goes_with_its_file(tmp_path: Path) -> None:
    path, to = tmp_path / "a.appraisal", tmp_path / "b.appraisal"
    path.write_bytes(b"half written")
    path.with_name("a.appraisal-journal").write_bytes(b"as it was before")
    copy(path, to)
    assert (to.read_bytes(), (tmp_path / "b.appraisal-journal").read_bytes()) == (b"half written", b"as it was before")
    (tmp_path / "c.appraisal-journal").mkdir()
    with pytest.raises(KnownTrouble):
        copy(path, tmp_path / "c.appraisal")
    assert not (tmp_path / "c.appraisal").exists()


def test_a_file_is_never_copied_over_itself_and_one_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.appraisal"
    path.write_bytes(b"as it is")
    link = tmp_path / "link.appraisal"
    link.symlink_to(path)
    with pytest.raises(KnownTrouble, match=r"is the file itself\. Choose another name"):
        copy(path, link)
    assert path.read_bytes() == b"as it is"
    with pytest.raises(KnownTrouble, match=r"gone\.appraisal could not be copied"):
        copy(tmp_path / "gone.appraisal", tmp_path / "b.appraisal")


def test_trouble_of_a_store_is_told_apart_in_reading_and_in_saving(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.appraisal")
    tried: list[str] = []
    with pytest.raises(NotRead, match=r"a\.appraisal could not be read\."), reading(store):
        raise StoreUnwritable("It could not be saved.")
    with pytest.raises(NotRead, match="It is damaged"), reading(store):
        raise StoreDamaged("It is damaged.")
    with pytest.raises(NotSaved, match="It could not be saved") as trouble, saving(lambda: tried.append("again")):
        raise StoreUnwritable("It could not be saved.")
    trouble.value.again()
    assert tried == ["again"]
    with pytest.raises(NotSaved, match="It could not be saved"), saving(list), known_trouble():
        raise StoreUnwritable("It could not be saved.")
    with pytest.raises(KnownTrouble) as refused, saving(list):
        raise KnownTrouble("Number: enter a number")
    assert not isinstance(refused.value, NotSaved)
    store.close()
