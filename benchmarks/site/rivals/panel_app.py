# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (a script for `panel serve`)
"""The calculator's form in Panel: widgets bound to a function, as its guides teach."""

from __future__ import annotations

from html import escape
from typing import Any

import panel as pn
from content import COLUMNS, EXAMPLE, EXAMPLE_TEXT, LEAD, QUESTIONS, TITLE, Question, answer, blank, is_asked

pn.extension()


def widget(question: Question) -> Any:
    """Return the control of a question."""
    if question.is_day:
        return pn.widgets.DatePicker(name=question.label)
    if question.options is None:
        return pn.widgets.TextInput(name=question.label)
    options = {text: value for value, text in question.options.items()}
    return pn.widgets.Select(name=question.label, options=options, value=next(iter(question.options)))


controls = {question.name: widget(question) for question in QUESTIONS}


def shown(**values: Any) -> str:
    """Return the answer as HTML."""
    said = answer(values)
    notes = "".join(f"<li>{escape(note)}</li>" for note in said.notes)
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in said.rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    return (
        f'<div id="answer"><h2>{escape(said.title)}</h2><p>{escape(said.amount)} {escape(said.sure)}</p>'
        f"<ul>{notes}</ul>{table}</div>"
    )


def arrange(host: str) -> None:
    """Ask of another host what is known of the clusters."""
    for question in QUESTIONS:
        controls[question.name].visible = is_asked(question, {"host": host})


def take_example(_: object) -> None:
    """Fill the form in."""
    for name, value in (blank() | EXAMPLE).items():
        controls[name].value = value


pn.bind(arrange, controls["host"], watch=True)
arrange("")
example = pn.widgets.Button(name=EXAMPLE_TEXT)
example.on_click(take_example)
cards = [
    pn.Card(*(controls[question.name] for question in QUESTIONS if question.card == title), title=title)
    for title in dict.fromkeys(question.card for question in QUESTIONS)
]
pn.Column(
    f"# {TITLE}",
    LEAD,
    example,
    pn.Row(pn.Column(*cards), pn.pane.HTML(pn.bind(shown, **controls), min_width=500)),
).servable(title=TITLE)
