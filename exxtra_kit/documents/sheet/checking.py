# SPDX-License-Identifier: BSD-3-Clause
"""Does a calculation sheet still hold? Everything in it is computed again from its own inputs, and compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from exxtra_kit.documents.sheet.reading import (
    LARGEST_FILE_BYTES,
    Passage,
    SheetFile,
    not_a_sheet,
    read_html,
    words_of_html,
    words_of_page,
)
from exxtra_kit.documents.sheet.reading_pdf import read_pdf
from exxtra_kit.errors import ExxtraError, InputError, SheetError
from exxtra_kit.language import available_languages
from exxtra_kit.messages import msg, plural
from exxtra_kit.parameters import VOCABULARY, load_programme

if TYPE_CHECKING:
    from exxtra_kit.messages import Message

_FORMAT, _VERSION, _KIT = "exxtra-sheet", 1, "exxtra-kit"
_SHOWN_DIFFERENCES = 8
_SHOWN_TEXT = 120


@dataclass(frozen=True, slots=True)
class Claims:
    """What a sheet says of itself, and of what it was made.

    Attributes:
        case: The inputs, with the keys of a case file.
        language: Code of its language.
        issued: Day of issue.
        made_with: Versions of the kit and of the libraries that count.
        programme: Id of the programme.
        programme_version: Version of its file.
        programme_hash: Its content hash.
    """

    case: Mapping[str, object]
    language: str
    issued: date
    made_with: Mapping[str, str]
    programme: str
    programme_version: str
    programme_hash: str


@dataclass(frozen=True, slots=True)
class Again:
    """A sheet computed again from the claims of another.

    Attributes:
        record: Its data.
        page: What it says, as plain data.
        html: It as an HTML page.
    """

    record: Mapping[str, object]
    page: Mapping[str, object]
    html: str


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to "does this sheet still hold?".

    Attributes:
        holds: Whether it does.
        messages: Why, the answer first.
    """

    holds: bool
    messages: tuple[Message, ...]


def check_sheet(content: bytes, compute: Callable[[Claims], Again], made_with: Mapping[str, str]) -> Check:
    """Compute a sheet again and say whether it still holds.

    Args:
        content: The file, HTML or PDF.
        compute: Computes a sheet from the claims of another, saying of its origin what that one says.
        made_with: Versions of the kit and of the libraries that count, here and now.

    Raises:
        SheetError: It is no sheet, or it can't be read.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise not_a_sheet()
    file = read_pdf(content, made_with[_KIT]) if content.startswith(b"%PDF-") else read_html(content)
    try:
        claims = _claims(file.record)
        again = compute(claims)
    except ExxtraError as error:
        reason = error.message if not isinstance(error, InputError) else str(error)
        if file.is_intact:
            raise SheetError(msg("The sheet can't be computed again here: {reason}", reason=reason)) from error
        unusable = msg("Its inputs can't be used: {reason}", reason=reason)
        return Check(holds=False, messages=(_not_fitting(file), unusable))
    if _is_the_same(file, again):
        return Check(holds=True, messages=(_HOLDS, *_changes(claims, made_with), _NO_SIGNATURE))
    changes = _changes(claims, made_with)
    if changes and file.is_intact:
        return _compare_results(file, again, changes, claims.made_with.get(_KIT) == made_with[_KIT])
    return Check(holds=False, messages=(_not_fitting(file), *_differences(file, again), *changes))


_HOLDS = msg("The sheet holds: every word and every figure in it is what its inputs give.")
_NO_SIGNATURE = msg(
    "The checksum shows mistakes and careless edits; it is no signature and does not say who made the sheet."
)


def _not_fitting(file: SheetFile) -> Message:
    if file.is_intact:
        return msg(
            "The sheet does not hold: what it says is not what its inputs give. Its checksum fits, "
            "so whoever changed it computed the checksum anew, or it was made by a changed copy of the kit."
        )
    return msg("The sheet does not hold: it was altered after it was made; its checksum does not fit.")


def _claims(record: Mapping[str, object] | None) -> Claims:
    """Return what a sheet says of itself.

    Raises:
        SheetError: The data are not those of a sheet, or of a newer version of the kit.
    """
    if record is None:
        raise SheetError(msg("The data in the sheet can't be read any more. Ask for a sound copy."))
    version = record.get("version")
    if record.get("format") == _FORMAT and type(version) is int and version > _VERSION:
        raise SheetError(
            msg("This sheet was made by a newer version of exxtra_kit. Check it with that version, or a later one.")
        )
    programme, case, made_with = record.get("programme"), record.get("case"), record.get("made_with")
    try:
        issued = date.fromisoformat(str(record.get("issued")))
    except ValueError:
        issued = None
    if (
        record.get("format") != _FORMAT
        or version != _VERSION
        or issued is None
        or record.get("language") not in available_languages()
        or not isinstance(case, Mapping)
        or not isinstance(made_with, Mapping)
        or not isinstance(programme, Mapping)
        or programme.get("id") != case.get("programme")
    ):
        raise SheetError(msg("The data in the sheet are not those of a calculation sheet. Ask for a sound copy."))
    return Claims(
        case=case,
        language=str(record["language"]),
        issued=issued,
        made_with={str(name): str(value) for name, value in made_with.items()},
        programme=str(programme.get("id")),
        programme_version=str(programme.get("version")),
        programme_hash=str(programme.get("hash")),
    )


def _is_the_same(file: SheetFile, again: Again) -> bool:
    """Say whether a sheet is, to the last sign, the one that is computed again."""
    if file.text is not None:
        return file.text == again.html
    return file.is_intact and file.record == again.record and file.words == words_of_page(again.page)


def _changes(claims: Claims, made_with: Mapping[str, str]) -> tuple[Message, ...]:
    """Return what has changed since the sheet was made: the programme file, the kit, the libraries that count."""
    found = []
    now = load_programme(claims.programme)
    if (now.programme.version, now.content_hash) != (claims.programme_version, claims.programme_hash):
        found.append(
            msg(
                "The programme file {programme} has changed since: version {then} with content hash {old} then, "
                "version {now} with content hash {new} now.",
                programme=claims.programme,
                then=claims.programme_version,
                old=claims.programme_hash,
                now=now.programme.version,
                new=now.content_hash,
            )
        )
    found += [
        msg("It was made with {name} {then}; here is {now}.", name=name, then=then, now=made_with.get(name, "-"))
        for name, then in claims.made_with.items()
        if made_with.get(name) != then
    ]
    return tuple(found)


def _compare_results(file: SheetFile, again: Again, changes: tuple[Message, ...], same_kit: bool) -> Check:  # noqa: FBT001 (a fact, not a switch)
    """Compare only verdict and sum: the words come from another law or another kit, so they may differ."""
    values = _changed_values(file, again)
    stated = file.record.get("result") if file.record else None
    same_words = file.words.verdict == again.page["verdict"] or not same_kit
    if stated == again.record["result"] and same_words and _digits(file.words.amount) == _digits(again.page["amount"]):
        holds = msg(
            "The verdict and the sum still hold: {verdict}, {sum}.", verdict=file.words.verdict, sum=file.words.amount
        )
        words = msg(
            "Not checked word by word: computed today the sheet reads differently. That its checksum fits is "
            "all that speaks for the words."
        )
        return Check(holds=True, messages=(holds, *changes, *values, words, *_differences(file, again), _NO_SIGNATURE))
    told = msg(
        "The sheet does not hold any more. It says: {verdict}, {sum}. Computed today it would be: {new}, {due}.",
        verdict=file.words.verdict,
        sum=file.words.amount,
        new=str(again.page["verdict"]),
        due=str(again.page["amount"]),
    )
    return Check(holds=False, messages=(told, *changes, *values, *_differences(file, again)))


def _changed_values(file: SheetFile, again: Again) -> tuple[Message, ...]:
    before = file.record.get("values") if file.record else None
    after = again.record["values"]
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ()
    return tuple(
        msg(
            "{what}: {then} then, {now} now.",
            what=VOCABULARY[name].description,
            then=str(before.get(name, "-")),
            now=str(after.get(name, "-")),
        )
        for name in VOCABULARY
        if before.get(name) != after.get(name)
    )


def _digits(text: object) -> str:
    return re.sub(r"\D", "", str(text))


def _differences(file: SheetFile, again: Again) -> tuple[Message, ...]:
    """Return where the words of a sheet differ from those computed again, the first few of them."""
    ours = (words_of_page(again.page) if file.text is None else words_of_html(again.html)).passages
    found: list[Message] = []
    matcher = SequenceMatcher(
        None, [passage.text for passage in file.words.passages], [passage.text for passage in ours], autojunk=False
    )
    for kind, first, last, our_first, our_last in matcher.get_opcodes():
        if kind != "equal":
            found.append(_difference(file.words.passages[first:last], ours[our_first:our_last]))
    if not found:
        return (
            msg(
                "The words are the same; the difference is in the checksum, or in what is not seen: marks, style, data."
            ),
        )
    shown = found[:_SHOWN_DIFFERENCES]
    if len(found) > len(shown):
        shown.append(plural("And {n} more difference.", "And {n} more differences.", n=len(found) - len(shown)))
    return tuple(shown)


def _difference(stated: tuple[Passage, ...], computed: tuple[Passage, ...]) -> Message:
    where = next((passage.where for passage in (*stated, *computed) if passage.where), "")
    place = where or msg("head or foot of the sheet")
    said, given = _quoted(stated), _quoted(computed)
    if not said:
        return msg("{where}: missing in the sheet: {computed}", where=place, computed=given)
    if not given:
        return msg("{where}: only in the sheet: {stated}", where=place, stated=said)
    return msg(
        "{where}: the sheet says: {stated} / computed again: {computed}", where=place, stated=said, computed=given
    )


def _quoted(passages: tuple[Passage, ...]) -> str:
    text = " | ".join(passage.text for passage in passages)
    return text if len(text) <= _SHOWN_TEXT else f"{text[: _SHOWN_TEXT - 1]}\N{HORIZONTAL ELLIPSIS}"
