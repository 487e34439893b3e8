# SPDX-License-Identifier: BSD-3-Clause
"""Every language says everything: no text of the code is missing, left in English, or lost a value."""

from __future__ import annotations

import ast
import string
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house.reading import PACKAGE, ROOT

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

CATALOGUES = sorted((ROOT / PACKAGE / "locale").glob("*/LC_MESSAGES/exxtra_kit.po"))
KEYWORDS: dict[str, tuple[int, ...] | None] = {"msg": None, "plural": (1, 2)}


def _is_ours(path: str) -> bool:
    return Path(path).name == PACKAGE or PACKAGE in Path(path).relative_to(ROOT).parts


# A text with both its forms, if it counts something.
Text = tuple[str, ...]


def texts_of_the_code() -> set[Text]:
    """Return each text that the code, the register of decisions and the programme files give to translators."""
    methods, _ = parse_mapping_cfg((ROOT / "babel.cfg").open(encoding="utf-8"))
    found = extract_from_dir(ROOT, method_map=methods, keywords=KEYWORDS, directory_filter=_is_ours)
    return {text if isinstance(text, tuple) else (text,) for _, _, text, _, _ in found}


def marked_texts(source: str) -> set[Text]:
    """Return each text that a call of `msg` or `plural` marks, read from the syntax tree of a module.

    The extractor reads tokens and loses a call inside an f-string or inside another marked call.
    """
    found: set[Text] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            forms = node.args[: len(KEYWORDS[node.func.id] or (1,))]
            texts = tuple(
                form.value for form in forms if isinstance(form, ast.Constant) and isinstance(form.value, str)
            )
            if len(texts) == len(forms):
                found.add(texts)
    return found


def test_the_extractor_loses_no_text() -> None:
    """What the code marks is what the catalogues are made of."""
    marked = {text for path in (ROOT / PACKAGE).rglob("*.py") for text in marked_texts(path.read_text("utf-8"))}

    assert sorted(marked - texts_of_the_code()) == []


def test_a_text_inside_an_f_string_is_seen() -> None:
    """The reading of the syntax tree sees what the extractor loses."""
    assert marked_texts("x = f\"{say(msg('hello'))}\"") == {("hello",)}


def as_texts(value: object) -> Text:
    """Return a catalogue's entry as a tuple of its forms."""
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


def names_in(text: str) -> set[str]:
    """Return the names in braces of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def problems_of_catalogue(catalogue: Catalog, wanted: set[Text]) -> list[str]:
    """Return what a catalogue leaves out, leaves open, or gets wrong.

    Args:
        catalogue: The catalogue of one language.
        wanted: The texts of the code.
    """
    entries = {as_texts(entry.id): entry for entry in catalogue if entry.id}
    problems = [f"missing: {text[0]!r}" for text in sorted(wanted - set(entries))]
    problems += [f"not in the code any more: {text[0]!r}" for text in sorted(set(entries) - wanted)]
    for text, entry in entries.items():
        forms = as_texts(entry.string)
        if entry.fuzzy:
            problems.append(f"still to be checked: {text[0]!r}")
        if not all(forms):
            problems.append(f"not translated: {text[0]!r}")
            continue
        known = set().union(*map(names_in, text))
        needed = set.intersection(*map(names_in, text))
        problems += [
            f"names in braces differ: {text[0]!r} -> {form!r}"
            for form in forms
            if not needed - {"n"} <= names_in(form) <= known
        ]
    return problems


def test_there_is_italian() -> None:
    """Italian, the language of the project's coordinator, is there."""
    assert "it" in {path.parent.parent.name for path in CATALOGUES}


def test_every_language_is_complete() -> None:
    """Each catalogue translates every text of the code, and no other, with every name in braces kept."""
    wanted = texts_of_the_code()
    found = []
    for path in CATALOGUES:
        with path.open("rb") as lines:
            problems = problems_of_catalogue(read_po(lines), wanted)
        found += [f"{path.parent.parent.name}: {problem}" for problem in problems]

    assert not found, "\n".join(["Run 'make messages', then translate:", *found])


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("", "missing: 'Host {x}'"),
        ('msgid "Host {x}"\nmsgstr ""\n', "not translated: 'Host {x}'"),
        ('#, fuzzy\nmsgid "Host {x}"\nmsgstr "Ospite {x}"\n', "still to be checked"),
        ('msgid "Host {x}"\nmsgstr "Ospite {y}"\n', "names in braces differ"),
        ('msgid "Host {x}"\nmsgstr "Ospite"\n', "names in braces differ"),
        ('msgid "Guest"\nmsgstr "Ospite"\n', "not in the code any more: 'Guest'"),
    ],
)
def test_an_incomplete_catalogue_is_named(entry: str, expected: str) -> None:
    """A text that is missing, open, unchecked, gone, or lost a value is found."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    catalogue = read_po(BytesIO(f"{head}{entry}".encode()), locale="it")

    assert expected in "\n".join(problems_of_catalogue(catalogue, {("Host {x}",)}))


def test_a_complete_catalogue_passes() -> None:
    """A form for one may leave the number out."""
    source = 'msgid "{n} day in {x}"\nmsgid_plural "{n} days in {x}"\n'
    forms = 'msgstr[0] "un giorno a {x}"\nmsgstr[1] "{n} giorni a {x}"\n'
    catalogue = read_po(BytesIO(f"{source}{forms}".encode()), locale="it")

    assert problems_of_catalogue(catalogue, {("{n} day in {x}", "{n} days in {x}")}) == []


def test_the_code_is_read() -> None:
    """Texts of the code, counting ones among them, are found."""
    found = texts_of_the_code()

    assert {len(text) for text in found} == {1, 2}
