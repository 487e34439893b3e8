# SPDX-License-Identifier: BSD-3-Clause
# ruff: noqa: INP001 (a script for `streamlit run`)
"""The calculator's form in Streamlit: one script from top to bottom, with the answers in its session state."""

from __future__ import annotations

from typing import Any

import streamlit as st
from content import COLUMNS, EXAMPLE, EXAMPLE_TEXT, LEAD, QUESTIONS, TITLE, Question, answer, blank, is_asked

st.set_page_config(page_title=TITLE, layout="wide")


def ask(question: Question) -> Any:
    """Show the control of a question, and return its answer."""
    if question.is_day:
        return st.date_input(question.label, value=None, key=question.name)
    if question.options is None:
        return st.text_input(question.label, key=question.name)
    return st.selectbox(question.label, list(question.options), format_func=question.options.get, key=question.name)


def take_example() -> None:
    """Fill the form in."""
    st.session_state.update(blank() | EXAMPLE)


st.title(TITLE)
st.write(LEAD)
st.button(EXAMPLE_TEXT, on_click=take_example)
form, result = st.columns(2)
values: dict[str, Any] = {}
with form:
    for title in dict.fromkeys(question.card for question in QUESTIONS):
        with st.container(border=True):
            st.subheader(title)
            for question in QUESTIONS:
                if question.card == title and is_asked(question, values):
                    values[question.name] = ask(question)
with result, st.container(key="answer"):
    said = answer(values)
    st.header(said.title)
    if said.amount:
        st.write(said.amount, said.sure)
    if said.notes:
        st.markdown("\n".join(f"- {note}" for note in said.notes))
    if said.rows:
        st.table([dict(zip(COLUMNS, row, strict=True)) for row in said.rows])
