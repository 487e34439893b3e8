# SPDX-License-Identifier: BSD-3-Clause
"""The draft of a plan: its exchange file, which host is chosen, and the activity that somebody is just typing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exxtra_kit.documents.exchange_file import open_exchange
from exxtra_kit.documents.safe_json import read_json_object
from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.widgets.kit import with_newer
from exxtra_kit.widgets.planner.form import FORM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exxtra_kit.widgets.planner.activity_form import ActivityForm
    from exxtra_kit.widgets.planner.model import PlannerModel

_PLAN, _HOST, _TYPING = "plan", "host", "typing"


def answers_of(model: PlannerModel) -> dict[str, object]:
    """Return what is answered in the form, the choice of the host too."""
    return {name: getattr(model, name) for name in (*FORM_FIELDS, _HOST)}


def write_draft(model: PlannerModel, form: ActivityForm | None = None) -> str:
    """Return a plan, and what is typed into an open form, as the text of a draft."""
    typing = form.typed if form is not None else None
    draft = {_HOST: model.host, _PLAN: model.file_content(), **({_TYPING: typing} if typing else {})}
    return json.dumps(draft, ensure_ascii=False)


def read_plan(draft: str, model: PlannerModel, form: ActivityForm, begun: Mapping[str, object]) -> bool:
    """Put a draft in place of the plan; what was answered meanwhile stays.

    Args:
        draft: What the browser handed back.
        model: The plan.
        form: The form for an activity; opened if the draft says that one was being typed.
        begun: What was answered when the planner was opened.

    Returns:
        Whether it is a draft; if not, the plan stays as it was.
    """
    try:
        said = read_json_object(draft)
        plan, host, typing = said.get(_PLAN), said.get(_HOST), said.get(_TYPING)
        if not isinstance(plan, str) or not isinstance(host, str):
            return False
        file = open_exchange(plan)
    except ExchangeFileError:
        return False
    now = answers_of(model)
    with model.together():
        model.take(file, host)
        for name, value in with_newer(answers_of(model), begun, now).items():
            setattr(model, name, value)
    if isinstance(typing, dict) and all(isinstance(text, str) for text in typing.values()):
        form.type(typing)
    return True
