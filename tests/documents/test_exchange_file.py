# SPDX-License-Identifier: BSD-3-Clause
"""The exchange file: nothing is lost on the way out and back, nothing hostile gets in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exxtra_kit.documents.exchange_file import (
    FORMAT,
    MIGRATIONS,
    VERSION,
    ExchangeFile,
    case_mapping,
    dump_exchange,
    migrate,
    open_exchange,
)
from exxtra_kit.documents.safe_json import NESTING_LIMIT, SIZE_LIMIT_BYTES
from exxtra_kit.errors import ExchangeFileError
from exxtra_kit.planning import TASKS, Activity, ActivityKind, Closing, Objective, Party, Period, Profile, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).parent / "samples"
OF_VERSION_1 = {"format", "version", "case", "agenda", "checklist", "signatures", "verdict"}
OF_VERSION_2 = {"profiles", "weights", "confirmations", "objectives", "visitors", "closing"}
OURS = OF_VERSION_1 | OF_VERSION_2
ACTIVITY_FIELDS = set(Activity.model_fields)

texts = st.text(max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
unknown = st.dictionaries(texts.map(lambda name: f"x-{name}"), values, max_size=3)
activities = st.builds(
    Activity,
    day=st.dates(),
    start=st.times().map(lambda moment: moment.replace(microsecond=0)),
    end=st.times().map(lambda moment: moment.replace(microsecond=0)),
    title=st.from_regex(r"\A[A-Za-zÀ-ž<>&\"' ]{0,20}[a-z]\Z"),
    kind=st.sampled_from(ActivityKind),
)
progresses = st.builds(
    Progress,
    st.frozensets(st.sampled_from([task.key for task in TASKS if not (task.signatures or task.confirmations)])),
    st.frozensets(st.sampled_from(Party)),
    st.frozensets(st.sampled_from([Party.VISITING_ORGANISATION, Party.HOST_ORGANISATION])),
)
periods = st.tuples(st.dates(), st.dates()).map(lambda days: Period(start=min(days), end=max(days)))
kinds = st.lists(st.sampled_from(ActivityKind), max_size=3).map(tuple)
profiles = st.builds(
    Profile, about=texts, offers=kinds, looks_for=kinds, sectors=st.just(("rail",)), free=st.lists(periods, max_size=2)
)
closings = st.builds(
    Closing,
    start=st.none() | st.dates(),
    done=texts,
    feedback=texts,
    completed=st.none() | st.dates(),
    paid_eur=st.none() | st.integers(0, 1100),
)
plans = st.builds(
    ExchangeFile,
    profile=profiles,
    host_profile=profiles,
    weights=st.dictionaries(st.sampled_from(["offer", "sector"]), st.integers(0, 100)),
    objectives=st.lists(st.builds(Objective, title=st.from_regex(r"\A[A-Za-zÀ-ž]{1,20}\Z")), max_size=3).map(tuple),
    visitors=st.lists(st.fixed_dictionaries({"name": texts}, optional={"x": values}), max_size=2).map(tuple),
    closing=closings,
)
cases = st.fixed_dictionaries(
    {},
    optional={
        "visiting": st.fixed_dictionaries({"name": texts}),
        "host": st.fixed_dictionaries({"town": texts}),
        "on": st.dates().map(date.isoformat),
    },
)


def written(document: dict[str, Any]) -> str:
    """Write a document as a file's content."""
    return json.dumps(document, ensure_ascii=False)


def sample(of_version: int = 1, /, **changes: Any) -> dict[str, Any]:
    """Return the kept file of a version with some top-level fields changed."""
    path = SAMPLES / f"zlab-arus-version-{of_version}.json"
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document | changes


def without_ours(document: dict[str, Any]) -> dict[str, Any]:
    """Return the top-level fields that this version doesn't know."""
    return {name: value for name, value in document.items() if name not in OURS}


@settings(max_examples=60)
@given(cases, st.lists(activities, max_size=5), progresses, plans, st.dates())
def test_what_is_written_comes_back(
    case: dict[str, Any], agenda: list[Activity], progress: Progress, plan: ExchangeFile, noted: date
) -> None:
    """Every part of a plan survives the way out and back; writing again gives the same text."""
    done = frozenset(task.key for task in TASKS if progress.is_done(task))
    keys = [*done, *(f"signed:{party}" for party in progress.signed)]
    progress = replace(progress, done=done, days=dict.fromkeys(keys, noted))
    file = replace(plan, case=case, agenda=tuple(agenda), progress=progress)
    text = dump_exchange(file)
    back = open_exchange(text)
    assert sorted(back.agenda, key=repr) == sorted(agenda, key=repr)
    assert replace(back, agenda=file.agenda, document={}) == file
    assert dump_exchange(back) == text


@settings(max_examples=60)
@given(st.tuples(*[unknown] * 10))
def test_unknown_fields_survive_on_every_level(added: tuple[dict[str, Any], ...]) -> None:
    """A field that this version doesn't know is still there after opening, changing and writing."""
    top, in_case, in_section, in_activity, in_task, in_signature, in_profile, in_objective, in_visitor, in_end = added
    document = sample(2, **top)
    document["profiles"]["visiting"] |= in_profile
    document["profiles"]["visiting"]["free"][0] |= in_profile
    document["profiles"]["notary"] = in_profile
    document["objectives"][0] |= in_objective
    document["visitors"][0] |= in_visitor
    document["closing"] |= in_end
    document["case"] |= in_case
    document["case"]["host"] |= in_section
    document["agenda"][0] |= in_activity
    document["checklist"][0] |= in_task
    document["checklist"].append({"id": "insurance", "done": True, **in_task})
    document["signatures"]["host_organisation"] |= in_signature
    document["signatures"]["notary"] = {"signed": True, **in_signature}
    file = open_exchange(written(document)).with_case({"host": {"town": "Eskişehir"}, "visiting": {"name": None}})
    back = json.loads(dump_exchange(file))
    assert without_ours(back) == top
    assert {name: back["case"][name] for name in in_case} == in_case
    assert {name: back["case"]["host"][name] for name in in_section} == in_section
    assert back["case"]["host"]["town"] == "Eskişehir"
    assert "name" not in back["case"]["visiting"]
    assert {name: value for name, value in back["agenda"][0].items() if name not in ACTIVITY_FIELDS} == in_activity
    assert back["checklist"][0] == {"id": "profile", "done": True, "on": "2021-06-01", **in_task}
    assert back["checklist"][-1] == {"id": "insurance", "done": True, **in_task}
    assert back["signatures"]["host_organisation"] == {"signed": False, **in_signature}
    assert back["signatures"]["notary"] == {"signed": True, **in_signature}
    assert back["profiles"]["notary"] == in_profile
    profile = back["profiles"]["visiting"]
    assert {name: value for name, value in profile.items() if name not in Profile.model_fields} == in_profile
    assert {name: value for name, value in profile["free"][0].items() if name not in Period.model_fields} == in_profile
    assert back["objectives"][0] == {"title": "Compare how noise is measured", **in_objective}
    assert {name: back["visitors"][0][name] for name in in_visitor} == in_visitor
    assert {name: value for name, value in back["closing"].items() if name not in Closing.model_fields} == in_end


def test_the_kept_file_of_version_2_opens() -> None:
    """A file written by the second version opens with everything that is in it, and is written as it was."""
    content = (SAMPLES / "zlab-arus-version-2.json").read_text(encoding="utf-8")
    file = open_exchange(content)
    assert file.profile.looks_for == (ActivityKind.NETWORKING, ActivityKind.MARKET_RESEARCH)
    assert file.profile.free == (Period(start=date(2021, 9, 6), end=date(2021, 9, 24)),)
    assert file.host_profile.languages == ("tr", "en")
    assert file.weights == {"sector": 30, "language": 10}
    assert [objective.title for objective in file.objectives][1] == "Meet three possible partners"
    assert file.visitors[0]["town"] == "Verona"
    assert file.progress.days["confirmed:host_organisation"] == date(2021, 7, 2)
    assert file.closing.paid_eur == 375
    assert dump_exchange(file) == content


def test_a_file_of_version_1_gains_its_objectives_and_both_confirmations() -> None:
    """Objectives were words of activities; one tick stood for both organisations' yes."""
    document = sample()
    document["checklist"].append({"id": "match_confirmed", "done": True})
    document["agenda"][1]["objective"] = "x" * 400
    file = open_exchange(written(document))
    assert [objective.title for objective in file.objectives] == [
        sample()["agenda"][0]["objective"],
        "x" * 400,
    ]
    assert file.progress.confirmed == {Party.VISITING_ORGANISATION, Party.HOST_ORGANISATION}
    assert open_exchange(written(sample())).progress.confirmed == frozenset()


def test_the_kept_file_of_version_1_opens() -> None:
    """A file written by the first version opens with everything that is in it."""
    file = open_exchange((SAMPLES / "zlab-arus-version-1.json").read_bytes())
    assert file.case["visiting"] == {
        "name": "Zlab S.r.l.",
        "type": "sme",
        "country": "IT",
        "town": "Cerea",
        "membership": "eccp_cluster",
        "previous_visits": 0,
    }
    assert [(slot.day, slot.start, slot.title) for slot in file.agenda] == [
        (date(2021, 9, 13), time(9, 30), "Welcome at the host"),
        (date(2021, 9, 13), time(14, 0), "First member: workshop visit"),
    ]
    assert file.progress == Progress(frozenset({"profile", "partnership"}), frozenset({Party.VISITING_ORGANISATION}))
    assert file.verdict is not None
    assert file.verdict["lump_sum_eur"] == 750


def test_every_older_version_has_a_way_up_and_a_kept_file() -> None:
    """Whoever raises the version adds a migration and keeps a file of the version before."""
    assert set(MIGRATIONS) == set(range(1, VERSION))
    kept = {json.loads(path.read_text(encoding="utf-8"))["version"] for path in SAMPLES.glob("*.json")}
    assert kept == set(range(1, VERSION + 1))


def test_migrations_run_one_after_the_other() -> None:
    """From 1 to 3 by way of 2, each step given what the one before made."""
    steps = {
        1: lambda document: {**document, "trail": ["1 to 2"]},
        2: lambda document: {**document, "trail": [*document["trail"], "2 to 3"]},
    }
    assert migrate({"version": 1}, steps, 3) == {"version": 3, "trail": ["1 to 2", "2 to 3"]}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        ("", "line 1, column 1"),
        ('{"format": "exxtra-exchange",\n "version": 1,', "line 2"),
        ("[]", "no named fields"),
        ("{}", "format"),
        ('{"format": "docx", "version": 1}', "exxtra-exchange"),
        (written(sample(version="1")), "version"),
        (written(sample(version=True)), "version"),
        (written(sample(version=0)), "version"),
        (written(sample(version=VERSION + 1)), "newer"),
        (written(sample(case=[])), "case"),
        (written(sample(case={"host": "ARUS"})), "case.host"),
        (written(sample(agenda={"0": {}})), "agenda"),
        (written(sample(agenda=["Monday"])), "agenda"),
        (written(sample(agenda=[{"day": "2021-09-13", "start": "9", "end": "12:00", "title": "A"}])), "kind, start"),
        (written(sample(agenda=sample()["agenda"][:1] * 301)), "301"),
        (written(sample(checklist=[{"id": "profile", "done": "yes"}])), "checklist"),
        (written(sample(signatures={"host_organisation": True})), "signatures.host_organisation"),
        (written(sample(verdict=750)), "verdict"),
        ('{"format": "exxtra-exchange", "format": "exxtra-exchange", "version": 1}', "twice"),
        ('{"format": "exxtra-exchange", "version": 1, "x": NaN}', "can't exist"),
        ('{"format": "exxtra-exchange", "version": 1, "x": ' + "9" * 5000 + "}", "can't exist"),
        ('{"format": "exxtra-exchange", "version": 1, "x": "\\ud800"}', "can't exist"),
        ('{"format": "exxtra-exchange", "version": 1, "x": 1e999}', "can't exist"),
        ("[" * 100_000, "nested"),
        ('{"a":' * 40 + "1" + "}" * 40, "nested"),
        ('"' + '\\"' * 400_000, "damaged"),
        (" " * (SIZE_LIMIT_BYTES + 1), "too large"),
        (b" " * 50_000_000, "too large"),
        (written(sample(2, profiles=[])), "profiles"),
        (written(sample(2, profiles={"visiting": {"looks_for": ["holidays"]}})), "looks_for"),
        (written(sample(2, profiles={"host": {"free": [{"start": "2021-09-13", "end": "2021-09-01"}]}})), "free"),
        (written(sample(2, profiles={"host": {"about": "x" * 5000}})), "about"),
        (written(sample(2, weights={"sector": 101})), "weights"),
        (written(sample(2, weights={"sector": True})), "weights"),
        (
            written(sample(2, confirmations={"host_organisation": {"confirmed": True, "on": "soon"}})),
            "confirmations.on",
        ),
        (written(sample(2, objectives=[{"title": " "}])), "title"),
        (written(sample(2, objectives=[{"title": "a"}] * 31)), "31"),
        (written(sample(2, visitors=[{}] * 61)), "61"),
        (written(sample(2, visitors=["Zlab"])), "visitors"),
        (written(sample(2, closing={"start": 1})), "start"),
        (written(sample(2, closing={"paid_eur": -1})), "paid_eur"),
        (written(sample(2, checklist=[{"id": "profile", "done": True, "on": 20210601}])), "checklist.on"),
    ],
    ids=[str(number) for number in range(43)],
)
def test_a_file_that_cannot_be_opened_says_why(content: str | bytes, words: str) -> None:
    """Damaged, hostile, foreign and newer files: one sentence that names what is wrong."""
    with pytest.raises(ExchangeFileError) as caught:
        open_exchange(content)
    assert words in str(caught.value)


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_make_it_fail_otherwise(content: bytes) -> None:
    """Whatever somebody uploads is either opened or refused with our own error."""
    try:
        open_exchange(content)
    except ExchangeFileError:
        return
    pytest.fail("random bytes were taken for an exchange file")


@settings(max_examples=200)
@given(st.sampled_from(sorted(OURS)), values)
def test_a_field_of_any_shape_is_opened_or_refused(name: str, value: Any) -> None:
    """Any JSON value in any of our fields gives a file or our own error, never another one."""
    try:
        back = open_exchange(written(sample(2, **{name: value})))
    except ExchangeFileError:
        return
    assert open_exchange(dump_exchange(back)).case == back.case


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value inside a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*path, key)
        yield from places_in(item, (*path, key))


@settings(max_examples=300)
@given(st.data(), values)
def test_any_value_at_any_place_is_opened_or_refused(data: st.DataObject, value: Any) -> None:
    """A whole file with one value replaced, wherever it stands: a file that can be written again, or our own error."""
    document = sample(2)
    *way, last = data.draw(st.sampled_from(list(places_in(document))))
    inner: Any = document
    for key in way:
        inner = inner[key]
    inner[last] = value
    try:
        back = open_exchange(written(document))
    except ExchangeFileError:
        return
    assert dump_exchange(open_exchange(dump_exchange(back))) == dump_exchange(back)


def test_nesting_is_counted_outside_strings_only() -> None:
    """Brackets in a title are no nesting; the limit itself is still fine."""
    deep: Any = 1
    for _ in range(NESTING_LIMIT - 1):
        deep = [deep]
    assert open_exchange(written(sample(x="[" * 100, y=deep))).document["y"] == deep


def test_half_a_character_does_not_spoil_the_file() -> None:
    """A lone surrogate that a browser sent is written as a question mark, and the file opens again."""
    text = dump_exchange(ExchangeFile(case={"visiting": {"name": "Zlab\ud800"}}))
    assert open_exchange(text).case["visiting"] == {"name": "Zlab?"}


def test_the_case_is_found_in_an_exchange_file_and_a_plain_case_is_left_alone() -> None:
    """`exxtra assess` takes both: the mapping under "case" where there is a format, else the whole."""
    assert case_mapping(written(sample())) == sample()["case"]
    assert case_mapping(sample()) == sample()["case"]
    plain = {"host": {"country": "TR"}}
    assert case_mapping(plain) is plain
    with pytest.raises(ExchangeFileError):
        case_mapping({"format": FORMAT, "version": VERSION + 1})


def test_the_example_of_the_docs_opens() -> None:
    """The exchange file that README's commands name is a whole plan of today's version."""
    content = (SAMPLES.parents[2] / "docs" / "examples" / "zlab-arus.json").read_text(encoding="utf-8")
    file = open_exchange(content)
    assert len(file.agenda) == 10
    assert {slot.objective for slot in file.agenda} == {objective.title for objective in file.objectives}
    assert dump_exchange(file) == content
