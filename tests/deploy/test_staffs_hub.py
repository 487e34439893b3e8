# SPDX-License-Identifier: BSD-3-Clause
"""The hub for staff is closed unless told otherwise. JupyterHub itself is not among the libraries of the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from traitlets.config.loader import PyFileConfigLoader

from tests.deploy.proxy import DEPLOY

if TYPE_CHECKING:
    from pathlib import Path

    from traitlets.config import Config

HUB = DEPLOY / "jupyterhub" / "jupyterhub_config.py"


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the surroundings say, and keep the tests' own mask of new files."""
    for name in ("STAFF", "PORT", "STATE", "PASSWORD_FILE"):
        monkeypatch.delenv(f"EXXTRA_HUB_{name}", raising=False)
    monkeypatch.setattr("os.umask", lambda mask: mask)


def configured() -> Config:
    """Return what the configuration says."""
    read: Config = PyFileConfigLoader(HUB.name, path=str(HUB.parent)).load_config()
    return read


@pytest.mark.parametrize("staff", ["", " , "])
def test_without_named_staff_it_does_not_start(monkeypatch: pytest.MonkeyPatch, staff: str) -> None:
    """Nobody named means that nobody is let in: the hub does not start, and says why."""
    monkeypatch.setenv("EXXTRA_HUB_STAFF", staff)

    with pytest.raises(SystemExit, match="EXXTRA_HUB_STAFF"):
        configured()


@pytest.mark.parametrize("staff", ["anna,root", "anna,../etc", "Anna Bianchi"])
def test_only_accounts_can_be_staff(monkeypatch: pytest.MonkeyPatch, staff: str) -> None:
    """The administrator, and what is no name of an account, are refused."""
    monkeypatch.setenv("EXXTRA_HUB_STAFF", staff)

    with pytest.raises(SystemExit, match="can't be a staff member's account"):
        configured()


def test_it_lets_in_the_named_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The named accounts and no others, no administrator, on this machine only, each as their own account."""
    monkeypatch.setenv("EXXTRA_HUB_STAFF", "anna, bruno")

    read = configured()

    assert read.Authenticator.allowed_users == {"anna", "bruno"}
    assert read.Authenticator.allow_all is False
    assert read.Authenticator.admin_users == set()
    assert read.JupyterHub.bind_url == "http://127.0.0.1:8000/staff/"
    assert read.JupyterHub.hub_ip == "127.0.0.1"
    assert read.JupyterHub.db_url == "sqlite:////var/lib/exxtra-hub/hub.sqlite"
    assert read.Spawner.disable_user_config is True
    assert not [name for name in read.Spawner.env_keep if "EXXTRA" in name]


def test_the_password_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With PostgreSQL the password is read from the file, whatever signs it has; an empty file is refused."""
    file = tmp_path / "password"
    monkeypatch.setenv("EXXTRA_HUB_STAFF", "anna")
    monkeypatch.setenv("EXXTRA_HUB_PASSWORD_FILE", str(file))

    file.write_text("p@ss/wörd\n", encoding="utf-8")
    assert configured().JupyterHub.db_url == (
        "postgresql+psycopg://exxtra_hub:p%40ss%2Fw%C3%B6rd@127.0.0.1:5432/exxtra_hub"
    )
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="is empty"):
        configured()
