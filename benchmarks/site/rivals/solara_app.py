# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001, N802 (a script for `solara run`, whose components are named like classes)
"""The calculator's form in Solara: components over a reactive state of the visitor's own."""

from __future__ import annotations

from html import escape
from typing import Any

import solara
import solara.lab
from content import COLUMNS, EXAMPLE, EXAMPLE_TEXT, LEAD, QUESTIONS, TITLE, Question, answer, blank, is_asked

VALUES: Any = solara.reactive(blank())  # each visitor has a value of their own


def _put(name: str, value: Any) -> None:
    VALUES.set({**VALUES.value, name: value})


@solara.component
def Ask(question: Question) -> None:
    """One question with its control."""
    name, value = question.name, VALUES.value[question.name]
    if question.is_day:
        solara.lab.InputDate(value, on_value=lambda day: _put(name, day), label=question.label, optional=True)
    elif question.options is None:
        solara.InputText(question.label, value=value, on_value=lambda text: _put(name, text), continuous_update=True)
    else:
        words = question.options
        codes = {text: code for code, text in words.items()}
        solara.Select(
            question.label,
            values=list(words.values()),
            value=words[value],
            on_value=lambda text: _put(name, codes[text]),
        )


@solara.component
def Result() -> None:
    """The answer."""
    said = answer(VALUES.value)
    notes = "".join(f"<li>{escape(note)}</li>" for note in said.notes)
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in said.rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    solara.HTML(
        tag="div",
        classes=["answer"],
        unsafe_innerHTML=f"<h2>{escape(said.title)}</h2><p>{escape(said.amount)} {escape(said.sure)}</p>"
        f"<ul>{notes}</ul>{table}",
    )


@solara.component
def Page() -> None:
    """The whole page."""
    solara.Title(TITLE)
    solara.Markdown(f"# {TITLE}\n{LEAD}")
    solara.Button(EXAMPLE_TEXT, on_click=lambda: VALUES.set(blank() | EXAMPLE))
    with solara.Columns([1, 1]):
        with solara.Column():
            for title in dict.fromkeys(question.card for question in QUESTIONS):
                with solara.Card(title):
                    for question in QUESTIONS:
                        if question.card == title and is_asked(question, VALUES.value):
                            Ask(question)
        with solara.Column():
            Result()
