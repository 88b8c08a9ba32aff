"""A dataclass whose methods are made when they are first used does what Python's own does."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
import typing
from collections.abc import Callable
from dataclasses import field
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of money."""

    KINDS: ClassVar[tuple[str, ...]] = ("cost", "saving")

    name: str
    pence: int = 0
    years: tuple[int, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    case: object = field(default=None, compare=False, repr=False)

    @property
    def pounds(self) -> float:
        """In pounds."""
        return self.pence / 100


@dataclasses.dataclass(frozen=True, slots=True)
class Own:
    """The same by Python's own."""

    name: str
    pence: int = 0
    years: tuple[int, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    case: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Dated(Line):
    """A line with a date."""

    date: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What is given by name alone, of Python's own."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class Heading(Numbered):
    """A heading with a number."""

    words: str
    level: int = field(default=1, kw_only=True)


@dataclass(frozen=True, slots=True)
class Checked:
    """One that checks what it is given."""

    share: int

    def __post_init__(self) -> None:
        if self.share > 100:
            raise ValueError("a share is 100 at most")


@dataclass(frozen=True, slots=True)
class Named:
    """One that says for itself what equals it."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and self.name.casefold() == other.name.casefold()

    def __hash__(self) -> int:
        return hash(self.name.casefold())


values = st.tuples(st.text(), st.integers(), st.lists(st.integers()).map(tuple), st.dictionaries(st.text(), st.text()), st.integers())


@given(values, values)
def test_what_is_equal_is_so_by_pythons_own_too(one: Any, other: Any) -> None:
    assert (Line(*one) == Line(*other)) == (Own(*one) == Own(*other))
    assert Line(*one) == dataclasses.replace(Line(*one), case="elsewhere")
    assert repr(Line(*one)) == repr(Own(*one)).replace("Own", "Line", 1)
    assert dataclasses.asdict(Line(*one)) == dataclasses.asdict(Own(*one))
    assert dataclasses.replace(Line(*one), pence=3) == Line(one[0], 3, *one[2:])
    assert pickle.loads(pickle.dumps(Line(*one))) == copy.deepcopy(Line(*one)) == Line(*one)


def test_a_record_without_mappings_has_the_hash_of_its_values() -> None:
    assert hash(Checked(3)) == hash(Checked(3))
    assert {Checked(3), Checked(3), Checked(4)} == {Checked(3), Checked(4)}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Line("x"))


def test_each_record_has_a_mapping_of_its_own() -> None:
    assert Line("a").notes is not Line("b").notes


def test_a_record_never_changes_and_has_no_room_for_more() -> None:
    line = Line("a")
    for name in ("name", "other"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(line, name, "b")
    with pytest.raises(dataclasses.FrozenInstanceError):
        del line.name
    assert not hasattr(line, "__dict__")


def test_its_parameters_can_be_read_before_one_is_made() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        first: int
        second: str = "x"

    make: Callable[..., object] = Fresh
    assert str(inspect.signature(Fresh)) == "(first: 'int', second: 'str' = 'x') -> None"
    assert typing.get_type_hints(Fresh.__init__) == {"first": int, "second": str, "return": type(None)}
    assert Fresh.__match_args__ == ("first", "second")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'first'"):
        make()
    assert Fresh(1) == Fresh(first=1, second="x")


def test_a_class_under_another_has_the_fields_of_both() -> None:
    dated = Dated("a", date="1 May")
    assert [each.name for each in dataclasses.fields(Dated)] == ["name", "pence", "years", "notes", "case", "date"]
    assert (dated.name, dated.pounds, dated.date) == ("a", 0.0, "1 May")
    assert dated != Line("a")
    assert Line("a") == Line("a")


def test_what_is_given_by_name_alone_stays_so() -> None:
    heading = Heading("Why", number=3)
    assert (heading.words, heading.number, heading.level) == ("Why", 3, 1)
    assert str(inspect.signature(Heading)) == "(words: 'str', *, number: 'int' = 0, level: 'int' = 1) -> None"
    assert Heading.__match_args__ == ("words",)
    assert dataclasses.replace(heading, level=2) == Heading("Why", level=2, number=3)


def test_what_a_class_says_for_itself_stays() -> None:
    assert Named("A") == Named("a")
    assert len({Named("A"), Named("a")}) == 1
    with pytest.raises(ValueError, match="100 at most"):
        Checked(101)


def test_what_pythons_own_refuses_is_refused() -> None:
    mutable = type("Mutable", (), {"__annotations__": {"kept": "list[int]"}, "kept": []})
    unordered = type("Unordered", (), {"__annotations__": {"first": "int", "second": "int"}, "first": 1})
    for made in (dataclass, dataclasses.dataclass):
        with pytest.raises(ValueError, match="mutable default"):
            made(frozen=True, slots=True)(mutable)
        with pytest.raises(TypeError, match="non-default argument 'second' follows default argument"):
            made(frozen=True, slots=True)(unordered)
    with pytest.raises(TypeError, match="frozen and has slots"):
        dataclass(frozen=True, slots=False)


def test_nothing_is_written_for_a_class_that_nobody_makes() -> None:
    script = (
        "import builtins, sys\n"
        "from desktop.late_dataclass import dataclass\n"
        "written = []; own = builtins.exec\n"
        "builtins.exec = lambda source, *more: (written.append(source), own(source, *more))\n"
        "class A:\n    a: int\n    b: str = ''\n"
        "A = dataclass(frozen=True, slots=True)(A)\n"
        "before = len(written); A(1); print(before, len(written)); A(2); print(len(written))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1", "1"]
