# SPDX-License-Identifier: BSD-3-Clause
"""What the papers say: who, when, how much, what is open, who signs; and nothing that nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exxtra_kit.planning import SIGNATORIES, Party, Progress
from exxtra_kit.render.papers import PaperKind, is_draft, paper_of
from exxtra_kit.render.papers.blocks import Facts, Note, Points, Signatures
from exxtra_kit.widgets.planner.files import plan_facts
from tests.documents.papers.made import ISSUED, facts, passages, plain, with_case, zlab


def words(kind: PaperKind, changes: dict[str, dict[str, object]] | None = None, language: str = "en") -> list[str]:
    """Return what a paper says of Zlab's visit, with other answers."""
    said = facts(with_case(zlab(), changes or {}))
    return passages(plain(kind, (language,), said))


def test_the_commitment_has_its_four_signatures() -> None:
    """Visitor, host and both partnerships sign; who has signed already is noted with the day."""
    said = replace(
        facts(),
        progress=Progress(signed=frozenset({Party.HOST_ORGANISATION}), days={"signed:host_organisation": ISSUED}),
    )
    (block,) = [
        one for one in paper_of(PaperKind.COMMITMENT_TO_QUALITY, said, ["en"]).blocks if isinstance(one, Signatures)
    ]

    assert [box.role[0] for box in block.boxes] == [
        "Visiting organisation",
        "Host organisation",
        "Visitor\u2019s partnership",
        "Host\u2019s partnership",
    ]
    assert [box.signed for box in block.boxes] == [(), ("Noted as signed on 20 June 2021",), (), ()]


def test_a_draft_is_marked_until_all_have_signed() -> None:
    """Three signatures leave the mark, the fourth takes it away."""
    kind = PaperKind.COMMITMENT_TO_QUALITY
    three = replace(facts(), progress=Progress(signed=frozenset(SIGNATORIES[:3])))
    four = replace(facts(), progress=Progress(signed=frozenset(SIGNATORIES)))

    assert paper_of(kind, three, ["en", "tr"]).draft == ("Draft", "Taslak")
    assert paper_of(kind, four, ["en", "tr"]).draft == ()
    assert [is_draft(one, four) for one in (PaperKind.AGENDA, PaperKind.FINANCIAL_AGREEMENT)] == [False, True]


def test_the_sum_follows_step_by_step() -> None:
    """The financial agreement gives the sum, how it comes about, and when it is paid, by the law's numbers."""
    full, short = (
        words(PaperKind.FINANCIAL_AGREEMENT),
        words(PaperKind.FINANCIAL_AGREEMENT, {"exchange": {"end": "2021-09-15"}}),
    )

    assert "\u20ac750" in full
    assert "\u20ac375" in short
    assert "3 working days: fewer than 5?" in short
    assert any("within 10 days" in line for line in full)
    assert any("fewer than 5 working days" in line and "50 percent" in line for line in full)


def test_a_programme_without_a_day_of_payment_says_so() -> None:
    """Where the law names no day, none is made up."""
    said = words(PaperKind.FINANCIAL_AGREEMENT, {"programme": "eye-2024", "exchange": {}})  # type: ignore[dict-item]

    assert not any("within" in line and "days" in line for line in said)
    assert any(line.startswith("No source of the programme says") for line in said)


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.PROFILE])
def test_an_exchange_that_is_not_eligible_says_so_at_the_top(kind: PaperKind) -> None:
    """Before anything else, the paper says that nothing is paid, and which question was answered with no."""
    said = replace(facts(with_case(zlab(), {"host": {"country": "IT", "town": "Roma"}})), actual=None, actual_case=None)
    warning, points = paper_of(kind, said, ["en"]).blocks[:2]

    assert isinstance(warning, Note)
    assert warning.is_warning
    assert "is not eligible" in warning.words[0]
    assert isinstance(points, Points)
    assert points.items == (("Do visitor and host reside in different countries?",),)


def test_an_undecided_exchange_promises_nothing() -> None:
    """What is still open is listed at the top."""
    said = words(PaperKind.COMMITMENT_TO_QUALITY, {"visiting": {"membership": None}})

    assert any("not decided yet, so no sum is promised" in line for line in said)
    assert "Is the visitor a member of a cluster, where that is needed?" in said


def test_unknown_values_are_said() -> None:
    """No name, no town, no day: each is said, and none is invented."""
    (exchange,) = [
        one
        for one in paper_of(
            PaperKind.AGENDA,
            facts(with_case(zlab(), {"visiting": {"name": None, "type": None, "country": None, "town": None}})),
            ["en"],
        ).blocks
        if isinstance(one, Facts)
    ]

    assert (exchange.rows[0].value, exchange.rows[0].is_open) == (("not stated yet",), True)


def test_the_report_stands_beside_the_plan() -> None:
    """Planned and real days, town and sum stand beside each other; a shorter stay shows its smaller sum."""
    file = zlab()
    shorter = replace(
        file, closing=file.closing.model_copy(update={"start": date(2021, 9, 13), "end": date(2021, 9, 15)})
    )
    said = passages(plain(PaperKind.CLOSING_REPORT, ("en",), plan_facts(shorter, ISSUED)[0][1]))

    assert {"17 September 2021", "15 September 2021", "\u20ac750", "\u20ac375"} <= set(said)


def test_a_certificate_before_the_real_days_says_so() -> None:
    """As long as nobody has said when it took place, the certificate is a draft that says whose days it shows."""
    file = zlab()
    early = replace(file, closing=type(file.closing)())
    paper = paper_of(PaperKind.CERTIFICATE, plan_facts(early, ISSUED)[0][1], ["en"])

    assert paper.draft == ("Draft",)
    assert isinstance(paper.blocks[0], Note)
    assert "not stated yet" in paper.blocks[0].words[0]


def test_a_virtual_exchange_needs_no_tickets() -> None:
    """Nobody travels: no journey in the duties, no boarding passes, no sum."""
    said = words(PaperKind.FINANCIAL_AGREEMENT, {"exchange": {"form": "virtual"}})

    assert not any("Boarding passes" in line for line in said)
    assert "Nobody travels to a virtual exchange, and no lump sum is paid for it." in said


def test_two_languages_at_most() -> None:
    """Three languages beside each other are refused, as is none."""
    for languages in ([], ["en", "it", "tr"]):
        with pytest.raises(ValueError, match="one language or two"):
            paper_of(PaperKind.AGENDA, facts(), languages)


def test_the_paper_says_that_it_is_no_official_form() -> None:
    """Its footer says what it is and what it is not."""
    assert "not the scheme\u2019s official form" in paper_of(PaperKind.PROFILE, facts(), ["en"]).footer[0]
