# SPDX-License-Identifier: BSD-3-Clause
"""Fixtures for tests of the page's script: a fake site that speaks its protocol, and a watched page in Chromium.

The script is built first if its sources have changed. A page fails its test if the console had an error, and so if
the content security policy forbade anything; see `tests/served/conftest.py`, whose ways these are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import comm
import pytest

from tests.frontend.fake_site import FakeSite
from tests.frontend.scenes import SCENES
from tests.served.conftest import page, phone, watch
from tools.build_frontend import build

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["page", "phone", "watch"]


@pytest.fixture(scope="package")
def running_site() -> Iterator[FakeSite]:
    """Yield the fake site, with the script as its sources are now."""
    build()
    before = comm.create_comm
    site = FakeSite(SCENES)
    site.start()
    yield site
    site.stop()
    comm.create_comm = before


@pytest.fixture
def site(running_site: FakeSite) -> FakeSite:
    """Return the fake site as if it had just started."""
    running_site.renew()
    return running_site
