# SPDX-License-Identifier: BSD-3-Clause
"""`exxtra rules` for a terminal, for Markdown, and as one web page."""

from __future__ import annotations

import pytest

from exxtra_kit.cli import main
from exxtra_kit.parameters import load_programme, programme_ids


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what the command writes; it must end well."""
    assert main(["rules", *arguments]) == 0
    return capsys.readouterr().out


def test_the_page_speaks_of_every_programme(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a programme the page holds all of them."""
    page = said(capsys, "--html")

    assert page.startswith("<!doctype html>")
    assert all(load_programme(name).programme.title in page for name in programme_ids())


def test_the_page_of_one_programme(capsys: pytest.CaptureFixture[str]) -> None:
    """With a programme the page holds that one's values only."""
    page = said(capsys, "--html", "--programme", "eye-2020")

    assert load_programme("eye-2020").content_hash in page
    assert load_programme("clusterxchange-2020").content_hash not in page


def test_the_page_in_italian(capsys: pytest.CaptureFixture[str]) -> None:
    """The language of the page is the one that was asked for."""
    assert '<html lang="it">' in said(capsys, "--html", "--lang", "it")


def test_the_table_of_another_programme(capsys: pytest.CaptureFixture[str]) -> None:
    """Text and Markdown show one programme, the pilot unless another is named."""
    assert said(capsys).startswith("ClusterXchange, pilot 2020-2022 (clusterxchange-2020), version ")
    assert said(capsys, "--programme", "eye-2020").startswith(
        "Erasmus for Young Entrepreneurs, sums of 2020-2022 (eye-2020), version "
    )
    assert said(capsys, "--markdown").startswith("| code | rule |")


@pytest.mark.parametrize("arguments", [("--html", "--markdown"), ("--programme", "nowhere-1999")])
def test_what_makes_no_sense_is_refused(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    """Two shapes at once, or a programme that nobody knows, are wrong input."""
    with pytest.raises(SystemExit) as ended:
        main(["rules", *arguments])

    assert ended.value.code == 3
    assert "exxtra rules:" in capsys.readouterr().err
