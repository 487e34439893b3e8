# SPDX-License-Identifier: BSD-3-Clause
"""One engine: the calculator and `exxtra assess` give the same answer to the same case."""

from __future__ import annotations

import io
import json
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exxtra_kit import cli
from exxtra_kit.cli.common import INPUT_WAS_WRONG, STATUS
from exxtra_kit.language import Language
from exxtra_kit.models import ExchangeForm, Membership, OrganisationType, SupportKind
from exxtra_kit.render.plain import verdict_as_dict
from exxtra_kit.widgets.calculator.answers import OTHER_HOST
from exxtra_kit.widgets.calculator.model import CalculatorModel

if TYPE_CHECKING:
    from pathlib import Path

CASES = 1000
TOWNS = {
    "IT": ("Cerea", "Roma", "Cereaa"),
    "TR": ("Ankara", "\u0130zmir"),
    "ES": ("Barcelona", "Bilbao"),
    "PT": ("Porto",),
    "FR": ("Valenciennes", "Lille"),
    "DE": ("Dresden",),
    "GB": ("York",),
    "CH": ("Basel",),
    "AM": ("Yerevan",),
    "US": ("Boston",),
}
# The clusters as a case file would describe them, written down here a second time on purpose.
HOSTS = {
    "arus": ("ARUS", "TR", "Ankara"),
    "mafex": ("MAFEX", "ES", "Bilbao"),
    "railgrup": ("Railgrup", "ES", "Barcelona"),
    "itrans": ("i-Trans", "FR", "Valenciennes"),
    "rails": ("Rail.S", "DE", "Dresden"),
}
MEMBERSHIPS = ("", *map(str, Membership))


# A number as people type it, and what it is.
NUMBERS = {"": None, "0": 0, "12": 12, "249": 249, "250": 250, "1 200": 1200, "43.000.000": 43_000_000}
YES_OR_NO = {"": None, "yes": True, "no": False}
PROGRAMMES = ("clusterxchange-2020",) * 4 + ("clusterxchange-2022", "exxtra-2020", "eye-2020", "eye-2024")


def rarely(draw: st.DrawFn, values: Any) -> Any:
    """Draw one of some values, most often the first, which says nothing."""
    first, *_ = values
    return draw(st.sampled_from([first] * 4 * len(values) + list(values)))


@st.composite
def organisations(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw answers about an organisation, and the same as a case file has it; any field may be missing."""
    country = draw(st.sampled_from(("", *TOWNS)))
    plain = {
        "type": draw(st.sampled_from((*["sme"] * 5, "", *map(str, OrganisationType)))),
        "country": country,
        "town": draw(st.sampled_from(("", *TOWNS.get(country, ()) * 3))),
        "membership": draw(st.sampled_from((*["eccp_cluster"] * 3, *MEMBERSHIPS))),
        "support_kind": rarely(draw, ("", *map(str, SupportKind))),
        "representative_nationality": rarely(draw, ("", "IT", "IN")),
        "registered_in": rarely(draw, ([], ["IT"], ["TR", "PT"])),
    }
    numbers = {
        name: rarely(draw, NUMBERS) for name in ("staff", "turnover_eur", "balance_sheet_eur", "representative_days")
    }
    flags = {name: rarely(draw, YES_OR_NO) for name in ("representative_permit", "representative_business")}
    case = {
        **plain,
        **{name: NUMBERS[text] for name, text in numbers.items()},
        **{name: YES_OR_NO[text] for name, text in flags.items()},
    }
    return {**plain, **numbers, **flags}, {name: value for name, value in case.items() if value is not None}


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw answers to the calculator's questions, and the same case as a file."""
    (visiting, visitor), (other, host) = draw(organisations()), draw(organisations())
    visits = draw(st.sampled_from(("", "0", "0", "1")))
    chosen = draw(st.sampled_from((OTHER_HOST, *HOSTS)))
    start = draw(st.none() | st.dates(date(2019, 12, 1), date(2022, 12, 31)))
    end = start + timedelta(days=draw(st.integers(-1, 35))) if start and draw(st.integers(0, 9)) else None
    form = draw(st.sampled_from(tuple(map(str, ExchangeForm)) + ("physical",) * 3))
    travel = [start.isoformat()] if start and draw(st.booleans()) else []
    closed = [(start + timedelta(days=1)).isoformat()] if start and draw(st.booleans()) else []
    half = [start.isoformat()] if start and not draw(st.integers(0, 3)) else []
    purposes = rarely(draw, ([], ["networking"], ["other", "market_research"]))
    group, own_sum = rarely(draw, NUMBERS), rarely(draw, NUMBERS)
    programme = draw(st.sampled_from(PROGRAMMES))
    answers = {
        "programme": programme,
        **{f"visiting_{key}": value for key, value in visiting.items()},
        "previous_visits": visits,
        **{f"host_{key}": value for key, value in other.items()},
        "host": chosen,
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "form": form,
        "travel_days": travel,
        "closed_days": closed,
        "half_days": half,
        "purposes": purposes,
        "group_visitors": group,
        "partnership_sum_eur": own_sum,
    }
    if chosen != OTHER_HOST:
        name, country, town = HOSTS[chosen]
        host = {
            "name": name,
            "type": "cluster_organisation",
            "country": country,
            "town": town,
            "membership": "eccp_cluster",
        }
    counts: dict[str, Any] = {"group_visitors": NUMBERS[group], "partnership_sum_eur": NUMBERS[own_sum]}
    if not draw(st.integers(0, 30)):
        answers["partnership_sum_eur"] = counts["partnership_sum_eur"] = "many"
    case = {
        "programme": programme,
        "visiting": {**visitor, **({"previous_visits": int(visits)} if visits else {})},
        "host": host,
        "exchange": {
            "start": answers["start"] or "",
            "end": answers["end"] or "",
            "form": form,
            "travel_days": travel,
            "closed_days": closed,
            "half_days": half,
            "purposes": purposes,
            **{name: value for name, value in counts.items() if value is not None},
        },
    }
    return answers, case


def eligible() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a case that is eligible: random ones may all miss something."""
    organisation = {"type": "sme", "country": "IT", "town": "Cerea", "membership": "eccp_cluster"}
    name, country, town = HOSTS["arus"]
    exchange = {"start": "2021-09-13", "end": "2021-09-17", "form": "physical"}
    answers = {
        "programme": "clusterxchange-2020",
        **{f"visiting_{key}": value for key, value in organisation.items()},
        "previous_visits": "0",
        "host": "arus",
        **exchange,
    }
    host = {**organisation, "name": name, "type": "cluster_organisation", "country": country, "town": town}
    visiting = {**organisation, "previous_visits": 0}
    return answers, {"programme": "clusterxchange-2020", "visiting": visiting, "host": host, "exchange": exchange}


def as_toml(case: dict[str, Any]) -> str:
    """Write a case as TOML; text and lists of text are written alike in JSON and TOML."""
    lines = [f"programme = {json.dumps(case['programme'])}"]
    for section, fields in case.items():
        if section == "programme":
            continue
        lines.append(f"[{section}]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in fields.items()]
    return "\n".join(lines)


def assess(case: dict[str, Any], folder: Path, *, toml: bool) -> tuple[int, str, str]:
    """Return exit status, output and complaints of `exxtra assess` on a case."""
    file = folder / ("case.toml" if toml else "case.json")
    file.write_text(as_toml(case) if toml else json.dumps(case), encoding="utf-8")
    said, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        status = cli.main(["assess", str(file), "--json"])
    return status, said.getvalue(), complained.getvalue()


def test_the_calculator_and_the_command_line_agree(tmp_path_factory: Any) -> None:
    """A thousand random cases get the same verdict, the same sum and the same findings from both."""
    folder = tmp_path_factory.mktemp("cases")
    english = Language.load()
    seen: Counter[int] = Counter()
    model = CalculatorModel()

    @settings(max_examples=CASES, suppress_health_check=list(HealthCheck))
    @given(cases(), st.booleans())
    @example(eligible(), True)  # noqa: FBT003 (drawn)
    def agree(drawn: tuple[dict[str, Any], dict[str, Any]], toml: bool) -> None:  # noqa: FBT001 (drawn)
        answers, case = drawn
        model.set_state(answers)
        status, said, complained = assess(case, folder, toml=toml)
        seen[status] += 1
        if model.verdict is None:
            assert status == INPUT_WAS_WRONG
            for problem in model.problems:
                assert f"{problem.field}: {english.text(problem.message)}" in complained
            assert model.problems or "exchange.start" in complained
        else:
            assert json.loads(said) == json.loads(json.dumps(verdict_as_dict(model.verdict, english)))
            assert status == STATUS[model.verdict.eligibility]

    agree()

    assert sum(seen.values()) >= CASES
    assert all(seen[status] for status in (0, 1, 2, 3)), f"the cases are too much alike: {seen}"


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(cases())
def test_a_change_that_is_applied_keeps_its_promise(drawn: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Whatever change the answer proposes: once its button has made it, verdict and sum are those that it promised."""
    model = CalculatorModel()
    model.set_state(drawn[0])
    before = model.get_state()
    for fix in model.verdict.fixes if model.verdict else ():
        model.apply(fix.changes)

        assert model.verdict is not None, (fix, model.problems)
        assert (model.verdict.eligibility, model.verdict.lump_sum_if_confirmed_eur) == (fix.verdict, fix.lump_sum_eur)
        model.set_state(before)
