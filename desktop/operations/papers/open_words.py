"""What of withheld records stands in words that would be published: their names, and their amounts.

The words are those of the public records, as they would print, and the secrets whatever those records no longer have: of a record that is
marked, of one that is withheld with another, and of a passage. Nothing is taken out for the officer, who alone knows whether words tell
of the secret: each place is reworded, or marked as fine with a reason that is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from db.nouns import ALL, noun_of
from db.nouns.case import Case
from db.nouns.choice import Judgement, Weight
from db.nouns.noun import Kind, Noun
from db.nouns.paper_parts import Implication, PaperSection
from db.nouns.papers import Paper
from db.nouns.records import Linked, MarkedRecord
from db.nouns.register import CostLine, Organisation
from db.nouns.values import Amount
from db.reading import Reader
from desktop.operations.papers.publishing import names_of, published, records_of_noun, usual_heading
from desktop.operations.papers.secret_names import COMMON, SecretName, mentions, plain, sentence_at
from desktop.operations.papers.small_figures import SmallFigure, small_figures, told_in
from desktop.operations.papers.withheld import texts_of, where_on_screen
from desktop.operations.records.bodies import lead_of
from desktop.operations.records.held import is_anything_marked, marked_nouns, touched_records
from desktop.operations.store.readings import Before, kept
from desktop.papers.content.marked_text import has_marks, read_marks

#: What a record is called by that is no name of its own: a post that every council has, a phase, what was held.
_OF_MANY = {
    "officer_comments": ("role",), "paper_contacts": ("role",), "interview_notes": ("name",), "milestones": ("phase",),
    "consultations": ("event",),
}  # fmt: skip

#: What a small figure is called.
_A = {"amount": "an amount", "percentage": "a percentage", "score": "a figure"}


class Leak(NamedTuple):
    """A place in open words that tells something withheld: a sentence for the screen, the record and its field, and the key of the place.

    The key is of the secret and of the sentence it stands in, so that words which are changed are asked about anew.
    """

    sentence: str
    record: Linked
    field: str
    key: str


class _OpenText(NamedTuple):
    """Words that would be published."""

    record: Linked
    field: str
    text: str


class _Place(NamedTuple):
    """Where a text stands: the table, the id of the record, and the field."""

    table: str
    record: int
    field: str

    @classmethod
    def of(cls, text: _OpenText) -> _Place:
        """Where an open text stands."""
        return cls(text.record.TABLE, text.record.id, text.field)


class _Secret(NamedTuple):
    """An amount in pounds that is withheld, and of what."""

    pounds: Decimal
    of: str


class _Wanted(NamedTuple):
    """What is looked for in open words: names, amounts, and small figures beside the name of their record."""

    names: list[tuple[SecretName, str]]
    amounts: list[_Secret]
    small: list[SmallFigure]


class _Searched(NamedTuple):
    """What was looked for, and what each open text was found to tell: names, then amounts, then small figures."""

    wanted: _Wanted
    told: dict[_Place, tuple[list[Leak], ...]]


def leaks(reader: Reader, case: int, paper: int | None) -> tuple[Leak, ...]:
    """Each place once: first the names that stand in the open, then the amounts. None where nothing is marked.

    Where nothing but plain words of open records has changed since it was last asked, only those are searched.
    """
    if not is_anything_marked(reader):
        return ()
    searched = kept(reader, ("open words", case, paper), lambda before: _searched(reader, case, paper, before))
    found = [leak for sort in range(len(_Wanted._fields)) for told in searched.told.values() for leak in told[sort]]
    return tuple({leak.key: leak for leak in reversed(found)}.values())[::-1]


def _searched(reader: Reader, case: int, paper: int | None, before: Before[_Searched] | None) -> _Searched:
    reader.note({*ALL, *(yearly.table for table in ALL for yearly in noun_of(table).YEARLY.values())})
    if before is not None and (changed := _words_changed(before)) is not None and changed.keys() <= before.value.told.keys():
        wanted, told = before.value
        again = {}
        for place, text in changed.items():
            record = reader.get(noun_of(place.table), place.record)
            open_text = _OpenText(record, place.field, plain(text))
            again[place] = _tells(open_text, wanted)
        return _Searched(wanted, told | again)
    with published(reader, case, paper, exempt=False) as public:
        texts = list(_open_texts(reader, public, case, paper))
        names, amounts = _names(reader, public, case, paper), _amounts(reader, public, case, paper)
        small = [each for hidden in _withheld(public, case, paper) for each in small_figures(reader, reader.get(type(hidden), hidden.id))]
    wanted = _Wanted(names, amounts, small)
    return _Searched(wanted, {_Place.of(each): _tells(each, wanted) for each in texts})


def _tells(open_text: _OpenText, wanted: _Wanted) -> tuple[list[Leak], ...]:
    found = _named([open_text], wanted.names), _amounts_told([open_text], wanted.amounts), _small_told([open_text], wanted.small)
    return tuple(map(list, found))


def _words_changed(before: Before[_Searched]) -> dict[_Place, str] | None:
    """The texts that have changed, where each is plain words of an open record, neither marked nor its name; else nothing.

    Such words say nothing of what is withheld, and nothing else of the public copy rests on them.
    """
    changes = before.all_images()
    words: dict[_Place, str] = {}
    for table, row, was, now in changes or ():
        noun = noun_of(table) if table in ALL else None
        if noun is None or not issubclass(noun, MarkedRecord) or was is None or now is None:
            return None
        # text of an older store may hold a control character that JSON would have escaped
        old, new = json.loads(was, strict=False), json.loads(now, strict=False)
        fields = [field for field in new if new[field] != old.get(field)]
        if old["withheld"] or new["withheld"] or not all(_is_plain(noun, field, old[field], new[field]) for field in fields):
            return None
        words |= {_Place(table, row, field): str(new[field]) for field in fields}
    return None if changes is None else words


def _is_plain(noun: type[MarkedRecord], field: str, was: object, now: object) -> bool:
    """Whether a text that has changed is words alone: neither a name, nor marked before or after."""
    column = noun.COLUMNS.get(field)
    is_words = column is not None and column.kind is Kind.LONG_TEXT and column.on_screen and field in texts_of(noun)
    return is_words and field not in names_of(noun) and not any(has_marks(str(text)) for text in (was, now))


def _open_texts(reader: Reader, public: Reader, case: int, paper: int | None) -> Iterator[_OpenText]:
    records: list[Linked] = [public.get(Case, case)]
    if paper is not None:
        records.append(public.get(Paper, paper))
    if (lead := lead_of(public, paper)) is not None:
        # its title prints, and no other of its words
        yield _OpenText(reader.get(Paper, lead), "title", plain(public.get(Paper, lead).title))
    for noun in (*marked_nouns(), Weight, Judgement):
        records += records_of_noun(public, noun, case, paper)
    for record in records:
        original: Linked | None = None
        for field in texts_of(type(record)):
            text = vars(record)[field]
            # what is not on the screen, such as the order of the sections, does not print as it stands
            if text and type(record).COLUMNS[field].on_screen:
                original = original or reader.get(type(record), record.id)
                yield _OpenText(original, field, plain(text))


def _withheld(public: Reader, case: int, paper: int | None) -> Iterator[MarkedRecord]:
    for noun in marked_nouns():
        if public.exists(noun, withheld=("exempt", "confidential")):
            yield from (record for record in records_of_noun(public, noun, case, paper) if record.withheld)


def _names(reader: Reader, public: Reader, case: int, paper: int | None) -> list[tuple[SecretName, str]]:
    """The names that are withheld, and of what; those that an open record of the noun has too, or an open organisation, are no secret."""

    def names_told(noun: type[MarkedRecord]) -> set[str]:
        told = (each for each in records_of_noun(public, noun, case, paper) if each.name_public or not each.withheld)
        return {" ".join(str(vars(each)[field]).casefold().split()) for each in told for field in names_of(noun)}

    organisations = names_told(Organisation)
    open_names: dict[type[Noun], set[str]] = {}
    secrets: dict[tuple[str, str], None] = {}
    for hidden in _withheld(public, case, paper):
        noun = type(hidden)
        if hidden.name_public:
            continue
        if noun not in open_names:
            open_names[noun] = names_told(noun) | organisations
        record = reader.get(noun, hidden.id)
        for field in names_of(noun):
            if field in _OF_MANY.get(noun.TABLE, ()):
                continue
            name = " ".join(str(vars(record)[field]).split())
            if name and name.casefold() not in open_names[noun] and not _is_no_name(reader, record, name):
                secrets[name, noun.SINGULAR] = None
    return [(secret, of) for name, of in secrets if (secret := SecretName(name)).is_name]


def _is_no_name(reader: Reader, record: MarkedRecord, name: str) -> bool:
    """Whether what a record is called is a heading that every paper has, or a category that every service has."""
    if isinstance(record, PaperSection | Implication):
        return bool(usual_heading(reader, record))
    return isinstance(record, CostLine) and all(word.casefold() in COMMON for word in name.split())


def _named(texts: Iterable[_OpenText], names: Iterable[tuple[SecretName, str]]) -> Iterator[Leak]:
    names = list(names)
    for open_text in texts:
        for secret, of in names:
            at = secret.place_in(open_text.text)
            if at >= 0:
                yield _leak(f"‘{secret.name}’ is the name of a withheld {of}", open_text, at)


def _amounts(reader: Reader, public: Reader, case: int, paper: int | None) -> list[_Secret]:
    """The amounts withheld: as records have them, year by year and all together, and as withheld words do."""
    secrets: dict[_Secret, None] = {}
    for hidden in _withheld(public, case, paper):
        record = reader.get(type(hidden), hidden.id)
        secrets |= dict.fromkeys(_Secret(pounds, record.SINGULAR) for pounds in _pounds(record))
        for field in texts_of(type(record)):
            if vars(hidden)[field] != vars(record)[field]:
                secrets |= dict.fromkeys(_Secret(each.pounds, record.SINGULAR) for each in mentions(plain(vars(record)[field])))
    for touched in touched_records(reader):
        for field in texts_of(type(touched)):
            for passage in read_marks(vars(touched)[field]).withheld:
                secrets |= dict.fromkeys(_Secret(each.pounds, "passage") for each in mentions(plain(passage.text)))
    return list(secrets)


def _pounds(record: Linked) -> Iterator[Decimal]:
    """The amounts of a record in pounds."""
    for field, column in type(record).COLUMNS.items():
        value = vars(record)[field]
        if isinstance(value, Amount):
            yield from _bounds(value)
        elif column.kind is Kind.NUMBER and column.unit == "£" and isinstance(value, Decimal):
            yield value
    for field, yearly in type(record).YEARLY.items():
        if yearly.kind is Kind.ESTIMATE:
            amounts = list(vars(record)[field].values())
            for amount in amounts:
                yield from _bounds(amount)
            totals = [amount.central for amount in amounts]
            if len(totals) > 1 and None not in totals:
                yield Decimal(sum(total for total in totals if total is not None)) / 100


def _bounds(amount: Amount) -> Iterator[Decimal]:
    return (Decimal(pence) / 100 for pence in dict.fromkeys((amount.low, amount.central, amount.high)) if pence)


def _amounts_told(texts: Iterable[_OpenText], secrets: Iterable[_Secret]) -> Iterator[Leak]:
    secrets = list(secrets)
    for open_text in texts if secrets else ():
        for mention in mentions(open_text.text):
            secret = next((each for each in secrets if mention.says(each.pounds)), None)
            if secret is not None:
                yield _leak(f"‘{mention.words}’ is an amount of a withheld {secret.of}", open_text, mention.start)


def _small_told(texts: Iterable[_OpenText], small: Sequence[SmallFigure]) -> Iterator[Leak]:
    for open_text in texts if small else ():
        for told in told_in(open_text.text, small):
            what = f"‘{told.words}’, beside its name, is {_A[told.figure.sort]} of a withheld {told.figure.of}"
            yield _leak(what, open_text, told.start)


def _leak(what: str, open_text: _OpenText, at: int) -> Leak:
    where, sentence = where_on_screen(open_text.record), sentence_at(open_text.text, at)
    place = f"{what}\n{open_text.record.TABLE}\n{open_text.field}\n{where}\n{sentence}"
    key = f"marking: open words: {hashlib.sha256(place.encode()).hexdigest()[:16]}"
    return Leak(f"{what}, and stands in {where}", open_text.record, open_text.field, key)
