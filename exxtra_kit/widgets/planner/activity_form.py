# SPDX-License-Identifier: BSD-3-Clause
"""The form for one activity of the agenda: add, change, move, remove."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from exxtra_kit.errors import Problem
from exxtra_kit.messages import Message, msg
from exxtra_kit.planning import Activity, ActivityKind, without_overlong_text
from exxtra_kit.planning.texts import TEXT_LIMIT
from exxtra_kit.render.html import element, words
from exxtra_kit.render.plan import day_note
from exxtra_kit.widgets.kit import Field, button, choice_field, controls, html, row, stack, text_field
from exxtra_kit.widgets.planner.edits import add_objective, known_objective, objective_problem
from exxtra_kit.widgets.planner.questions import set_visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exxtra_kit.days import StayDay
    from exxtra_kit.language import Language
    from exxtra_kit.widgets.planner.model import PlannerModel

# Where a new activity begins on a day with nothing yet, and after the last one of a day.
_MORNING = (time(9, 30), time(12, 0))
_AFTERNOON = (time(14, 0), time(16, 30))


_TIMES = ("start", "end")
_NUMBER = "number"
_NEW = "new_objective"
# Stands for "another objective": no title can be that, for a title is one line.
ANOTHER = "\n"


class ActivityForm:
    """The form for one activity, new or there already.

    Attributes:
        box: What is laid out; hidden while nothing is being changed.
        fields: Its fields by the activity's field.
        editing: The activity that is being changed; None for a new one.
        is_open: Whether somebody is at it.
    """

    def __init__(self, model: PlannerModel, language: Language, closed: Callable[[], None]) -> None:
        """Build the form, hidden; `closed` is called when somebody has saved or left it."""
        self.model, self._language, self._closed = model, language, closed
        self.editing: Activity | None = None
        self.is_open = False
        self._is_filling = False
        self._changed: Callable[[], None] = lambda: None
        kinds = [(kind.label, kind.value) for kind in ActivityKind]
        self.fields: dict[str, Field] = {
            "title": text_field(msg("What happens?"), language, name="agenda.title", placeholder=""),
            "day": choice_field(msg("Day"), [("", "")], language, name="agenda.day"),
            "start": Field(controls.TimePicker(), msg("From"), language, name="agenda.start"),
            "end": Field(controls.TimePicker(), msg("Until"), language, name="agenda.end"),
            "kind": choice_field(msg("What for?"), kinds, language, name="agenda.kind"),
            "place": text_field(msg("Where?"), language, name="agenda.place"),
            "objective": choice_field(
                msg("Which objective does it serve?"), [("", "")], language, name="agenda.objective"
            ),
            _NEW: text_field(msg("What should come of it?"), language, name="agenda.new_objective"),
        }
        boxes = {name: field.box for name, field in self.fields.items()}
        self._heading = html()
        self.save = button(msg("Save the activity"), language, self._save, main=True)
        self.remove = button(msg("Remove it"), language, self._remove)
        self.leave = button(msg("Cancel"), language, self.close)
        buttons = controls.Box([self.save, self.remove, self.leave])
        buttons.add_class("exx-buttons")
        when = row(boxes["day"], boxes["start"], boxes["end"])
        when.add_class("exx-plan-when")
        self.box = stack(
            self._heading,
            row(boxes["title"]),
            when,
            row(boxes["kind"], boxes["place"]),
            row(boxes["objective"], boxes[_NEW]),
            buttons,
        )
        self.box.add_class("exx-plan-form")
        set_visible(self.box, visible=False)
        self.fields["objective"].control.observe(self._show_new, "value")
        model.observe(self._renew_objectives, ["objectives"])
        self._show_new()

    @property
    def typed(self) -> dict[str, str] | None:
        """What stands in the open form, as text; None while it is closed."""
        if not self.is_open:
            return None
        values = {name: field.control.value for name, field in self.fields.items()}
        texts = {name: value.isoformat() if isinstance(value, time) else value or "" for name, value in values.items()}
        numbers = [str(number) for number, kept in enumerate(self.model.agenda) if kept is self.editing]
        return {_NUMBER: "".join(numbers), **texts}

    def type(self, typed: Mapping[str, str]) -> None:
        """Open the form as it was left; what can't stand in it is left out.

        Args:
            typed: What stood in it, see `typed`.
        """
        number = typed.get(_NUMBER, "")
        listed = dict(zip(map(str, range(len(self.model.agenda))), self.model.agenda, strict=True))
        if number and number not in listed:
            return
        self.open(listed.get(number), takes_focus=False)
        if not self.is_open:
            return
        for name in self.fields.keys() & typed.keys():
            control, text = self.fields[name].control, typed[name]
            if name in _TIMES:
                control.value = _time(text)
            elif not hasattr(control, "options"):
                control.value = text[:TEXT_LIMIT]
            elif text in {value for _, value in control.options}:
                control.value = text

    def open(self, activity: Activity | None, on: date | None = None, *, takes_focus: bool = True) -> None:
        """Show the form for an activity, or for a new one at the first free half-day (of a certain day)."""
        if activity is None and not self.model.days:
            return
        self.editing, self.is_open, self._is_filling = activity, True, True
        title = msg("Change this activity") if activity else msg("New activity")
        self._heading.value = element("h3", words(title, self._language), "exx-subheading")
        day, start, end = (activity.day, activity.start, activity.end) if activity else self._free_slot(on)
        listed = {stay_day.day: self._day_name(stay_day) for stay_day in self.model.days}
        listed.setdefault(day, self._language.weekday(day))
        self._set("day", day.isoformat(), [(name, key.isoformat()) for key, name in sorted(listed.items())])
        self._set("start", start)
        self._set("end", end)
        self._set("title", activity.title if activity else "")
        self._set("kind", activity.kind.value if activity else ActivityKind.NETWORKING.value)
        self._set("place", activity.place if activity else self.model.host_town)
        objective = activity.objective if activity else ""
        self._set("objective", objective, self._objectives(objective))
        self._set(_NEW, "")
        self._is_filling = False
        for field in self.fields.values():
            field.show_problem(None)
        set_visible(self.remove, visible=activity is not None)
        set_visible(self.box, visible=True)
        self._changed()
        if takes_focus:
            self.fields["title"].control.focus()

    def observe(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever something is typed into the open form, and when it is opened or closed."""
        self._changed = changed
        for field in self.fields.values():
            field.control.observe(self._report, "value")

    def _report(self, _: object = None) -> None:
        if self.is_open and not self._is_filling:
            self._changed()

    def close(self) -> None:
        """Hide the form without saving."""
        self.editing, self.is_open = None, False
        set_visible(self.box, visible=False)
        self._closed()
        self._changed()

    def _set(self, name: str, value: object, options: list[tuple[str, str]] | None = None) -> None:
        control = self.fields[name].control
        if options is not None:
            control.options = options
        control.value = value

    def _objectives(self, chosen: str = "") -> list[tuple[str, str]]:
        """Return the objectives to choose from; one that isn't in the list, from a file, is offered as it came."""
        say = self._language
        titles = dict.fromkeys(
            [*(objective.title for objective in self.model.objectives), *([chosen] if chosen else [])]
        )
        options = [(title, title) for title in titles]
        return [(say.text(msg("None yet")), ""), *options, (say.text(msg("Another one ...")), ANOTHER)]

    def _renew_objectives(self, _: object = None) -> None:
        if not self.is_open:
            return
        chosen, self._is_filling = self.fields["objective"].control.value, True
        options = self._objectives()
        self._set("objective", chosen if chosen in {value for _, value in options} else "", options)
        self._is_filling = False

    def _show_new(self, _: object = None) -> None:
        self.fields[_NEW].show(visible=self.fields["objective"].control.value == ANOTHER)

    def _day_name(self, day: StayDay) -> str:
        name, note = self._language.weekday(day.day), day_note(day)
        return name if note is None else f"{name} ({self._language.text(note)})"

    def _free_slot(self, on: date | None) -> tuple[date, time, time]:
        """Return the first working day with a free half-day, and that half-day."""
        days = (on,) if on else self.model.working_days or tuple(day.day for day in self.model.days)
        for day in days:
            taken = [activity for activity in self.model.agenda if activity.day == day]
            if not taken:
                return (day, *_MORNING)
            if all(activity.end <= _AFTERNOON[0] for activity in taken):
                return (day, *_AFTERNOON)
        return (days[-1], *_AFTERNOON)

    def _save(self) -> None:
        if not self.is_open:
            return
        values = {name: field.control.value for name, field in self.fields.items()}
        wrong = self._wrong(values)
        for name, field in self.fields.items():
            field.show_problem(Problem(field.name, wrong[name]) if name in wrong else None)
        if wrong:
            return
        with self.model.together():
            fields = {
                "day": date.fromisoformat(values["day"]),
                "start": values["start"].replace(second=0, microsecond=0),
                "end": values["end"].replace(second=0, microsecond=0),
                "title": without_overlong_text(values["title"]),
                "kind": ActivityKind(values["kind"]),
                "place": without_overlong_text(values["place"], TEXT_LIMIT),
                "objective": self._objective(values),
            }
            if self.editing is None:
                self.model.add(Activity(**fields))
            else:
                self.model.change(self.editing, **fields)
        self.close()

    def _wrong(self, values: Mapping[str, Any]) -> dict[str, Message]:
        """Return what is wrong with the activity as it was typed, by field."""
        wrong: dict[str, Message] = {}
        if not without_overlong_text(values["title"]):
            wrong["title"] = msg("Say in a few words what happens.")
        for name in _TIMES:
            if values[name] is None:
                wrong[name] = msg("Give a time like 09:30.")
        if not set(wrong).intersection(_TIMES) and values["end"] <= values["start"]:
            wrong["end"] = msg("The end must be after the start.")
        if values["objective"] == ANOTHER and not known_objective(self.model, values[_NEW]):
            problem = objective_problem(self.model, values[_NEW])
            wrong |= {_NEW: problem} if problem is not None else {}
        return wrong

    def _objective(self, values: Mapping[str, Any]) -> str:
        """Return the objective that was chosen; one that was typed is put into the list."""
        if values["objective"] != ANOTHER:
            return str(values["objective"])
        return known_objective(self.model, values[_NEW]) or add_objective(self.model, values[_NEW])

    def _remove(self) -> None:
        if self.editing is not None:
            self.model.remove(self.editing)
        self.close()


def _time(text: str) -> time | None:
    """Return a time of day as the form has it; None for text that is none."""
    try:
        return time.fromisoformat(text).replace(microsecond=0, tzinfo=None)
    except ValueError:
        return None
