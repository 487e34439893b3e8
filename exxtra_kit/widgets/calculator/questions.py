# SPDX-License-Identifier: BSD-3-Clause
"""The questions that everybody is asked: under which programme, who, whom, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exxtra_kit.messages import Message, msg
from exxtra_kit.widgets.calculator import choices
from exxtra_kit.widgets.calculator.answers import ANSWERS, DAYS
from exxtra_kit.widgets.kit import Field, choice_field, date_field, text_field, tie, town_field

if TYPE_CHECKING:
    from exxtra_kit.language import Language
    from exxtra_kit.widgets.calculator.model import CalculatorModel

_ECCP = msg("ECCP: the European platform of clusters")


class Questions:
    """The fields of the form, tied to a model.

    Attributes:
        fields: The fields by the model's trait.
    """

    def __init__(self, model: CalculatorModel, language: Language) -> None:
        """Build the fields."""
        self.model = model
        self.fields: dict[str, Field] = {}
        say, lands = language, choices.countries(language)
        make: tuple[tuple[str, Message, Any, Message | None], ...] = (
            ("programme", msg("Programme"), choices.programmes(say), msg("whose rules apply")),
            ("visiting_type", msg("We are a"), choices.TYPES, None),
            ("visiting_country", msg("Country"), lands, msg("where you are registered")),
            ("visiting_town", msg("Town"), lambda: model.visiting_country, None),
            ("visiting_membership", msg("Member of a cluster?"), choices.MEMBERSHIPS, _ECCP),
            ("previous_visits", msg("Visited with ClusterXchange before?"), choices.VISITS, None),
            ("host", msg("Host"), choices.hosts(say), None),
            ("host_type", msg("The host is a"), choices.TYPES, None),
            ("host_country", msg("Country of the host"), lands, None),
            ("host_town", msg("Town of the host"), lambda: model.host_country, None),
            ("host_membership", msg("Is the host a member of a cluster?"), choices.MEMBERSHIPS, _ECCP),
            ("form", msg("How?"), choices.FORMS, None),
        )
        for name, label, options, hint in make:
            kind: Any = {"country": options} if callable(options) else {"options": options}
            field = (town_field if callable(options) else choice_field)(
                label, language=say, name=ANSWERS[name], hint=hint, **kind
            )
            self._tie(name, field)
        travel = msg("travel excluded")
        self._tie("start", date_field(msg("First day at the host"), say, name=ANSWERS["start"], hint=travel))
        self._tie("end", date_field(msg("Last day"), say, name=ANSWERS["end"]))
        code = msg("code like DE-SN, for regional holidays")
        self._tie(
            "host_region",
            text_field(msg("Region of the host"), say, name=ANSWERS["host_region"], hint=code, placeholder="DE-SN"),
        )

    def _tie(self, name: str, field: Field) -> None:
        self.fields[name] = field
        tie(self.model, name, field, is_day=name in DAYS)
