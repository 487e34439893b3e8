# SPDX-License-Identifier: BSD-3-Clause
"""Ways to get a value of the law a little wrong, one at a time, to see whether a case would notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from exxtra_kit.models import OrganisationType, Purpose, SupportKind
from exxtra_kit.parameters import VOCABULARY, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exxtra_kit.parameters import Parameter, Programme

ONE_DAY = timedelta(days=1)
A_TENTH = 0.1

# A value that is looked at only where the programme asks one of the others: elsewhere no case can rest on it.
REACHED_THROUGH: dict[str, tuple[str, ...]] = {
    "reduced_rate": ("full_sum_from_km", "full_sum_from_working_days"),
    "town_uncertainty_km": ("full_sum_from_km", "priority_above_km", "group_excluded_below_km"),
    "half_days_per_day": ("minimum_working_days",),
    "slots_within_months": ("slot_minimum_days",),
    "sufficient_memberships": ("types_needing_membership",),
    "disputed_memberships": ("types_needing_membership",),
    "exceptional_host_types": ("types_needing_membership",),
}
_NAMES: dict[Kind, tuple[str, ...]] = {
    Kind.TYPES: tuple(OrganisationType),
    Kind.SUPPORT_KINDS: tuple(SupportKind),
    Kind.PURPOSES: tuple(Purpose),
}


def is_reached(name: str, programme: Programme) -> bool:
    """Say whether a value of a programme is ever looked at."""
    gates = REACHED_THROUGH.get(name)
    return gates is None or any(
        entry.value not in (None, ()) for gate in gates for entry in programme.parameters[gate].values
    )


def _could_be_added(name: str, programme: Programme) -> tuple[str, ...]:
    """Return the names that would change an answer if a list had them too; countries are too many to try."""
    of = {key: programme.parameters[key].values[-1].value or () for key in VOCABULARY}
    names = _NAMES.get(VOCABULARY[name].kind, ())
    if name == "disputed_visiting_types":  # looked at only for those that may not visit
        return tuple(one for one in names if one not in of["visiting_types"])  # type: ignore[operator]  # a list of types
    if name == "exceptional_host_types":  # looked at only for those that need a membership
        return tuple(one for one in names if one in of["types_needing_membership"])  # type: ignore[operator]
    return names


def _other_values(value: Any, more: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    match value:
        case bool():
            yield f"{value} -> {not value}", not value
        case int() | float():
            step = 1 if isinstance(value, int) else A_TENTH
            yield from ((f"{value} -> {other}", other) for other in (value - step, value + step) if other >= 0)
        case tuple():
            yield from ((f"without {name}", tuple(one for one in value if one != name)) for name in value)
            yield from ((f"with {name}", (*value, str(name))) for name in more if name not in value)
        case dict():
            for code, amount in value.items():
                yield f"{code} {amount} -> {amount + 1}", {**value, code: amount + 1}
                yield f"without {code}", {one: other for one, other in value.items() if one != code}
        case _:  # a day
            yield from ((f"{value} -> {other}", other) for other in (value - ONE_DAY, value + ONE_DAY))


def _changed(parameter: Parameter, position: int, **update: object) -> Parameter:
    values = list(parameter.values)
    values[position] = values[position].model_copy(update=update)
    return parameter.model_copy(update={"values": tuple(values)})


def slips(name: str, programme: Programme) -> Iterator[tuple[str, Parameter]]:
    """Yield each way to get a parameter a little wrong, in words, with the parameter that would then be.

    Each of its dated values, and each day on which one value follows another.

    Args:
        name: Name of the parameter.
        programme: The programme as it is.
    """
    parameter = programme.parameters[name]
    for position, entry in enumerate(parameter.values):
        where = f"{name} from {entry.since}"
        if entry.not_asked:
            yield f"{where}: not_asked left out", _changed(parameter, position, not_asked=False)
        elif entry.value is None:
            yield f"{where}: not_asked instead of no value", _changed(parameter, position, not_asked=True)
        else:
            for words, other in _other_values(entry.value, _could_be_added(name, programme)):
                yield f"{where}: {words}", _changed(parameter, position, value=other)
        if position:
            for other in (entry.since - ONE_DAY, entry.since + ONE_DAY):
                yield f"{where}: from {other} instead", _changed(parameter, position, since=other)
