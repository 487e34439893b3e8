# SPDX-License-Identifier: BSD-3-Clause
"""Starts Debian's nginx with the configuration of `deploy/nginx`, without rights and in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.served.running import PATIENCE_SECONDS, wait_for
from tools.nginx_setup import find_nginx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NOBODY = 65534
NAME = "exxtra.example"
_LISTENS = "listen 8080 default_server;"
_LISTENS_TLS = "listen 8443 ssl http2"


@dataclass(frozen=True)
class Proxy:
    """A running nginx.

    Attributes:
        process: Its master process.
        port: Where it listens, on the loopback.
        folder: Its prefix.
        tls_port: Where it speaks TLS, if it does.
    """

    process: subprocess.Popen[bytes]
    port: int
    folder: Path
    tls_port: int = 0

    @property
    def host(self) -> str:
        """Host and port, as in a Host header."""
        return f"127.0.0.1:{self.port}"

    def log(self) -> list[str]:
        """Return the lines of its access log."""
        return (self.folder / "out").read_text(encoding="utf-8").splitlines()

    def errors(self) -> str:
        """Return what it complained of."""
        return (self.folder / "errors").read_text(encoding="utf-8")


def free_port() -> int:
    """Return a port of the loopback that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def copies_conf(ports: Mapping[str, int]) -> str:
    """Return `deploy/nginx/copies.conf` with these copies in place of those on the ports 8867 to 8869.

    Args:
        ports: Name of a copy -> its port; three, because that file has three.
    """
    text = (DEPLOY / "nginx" / "copies.conf").read_text(encoding="utf-8")
    for (name, port), written in zip(ports.items(), (8867, 8868, 8869), strict=True):
        assert f"{name}       127.0.0.1:{written};" in text
        text = text.replace(f"127.0.0.1:{written}", f"127.0.0.1:{port}")
    return text


def lay_out(folder: Path, **files: str) -> Path:
    """Put nginx and its configuration into a folder that belongs to a user without rights.

    Args:
        folder: Where; made if need be.
        **files: Files in place of the repository's, by name without ending: `servers="..."`.

    Returns:
        The path of nginx.conf.
    """
    shutil.copytree(DEPLOY / "nginx", folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.conf").write_text(text, encoding="utf-8")
    # A copy of the program: the one found may lie where a user without rights can't go.
    shutil.copy(find_nginx(), folder / "nginx")
    for name in ("out", "errors"):
        (folder / name).touch()
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    return folder / "nginx.conf"


def command(configuration: Path, *more: str) -> list[str]:
    """Return the command that starts nginx with a configuration laid out here, its folder being the prefix."""
    folder = configuration.parent
    return [str(folder / "nginx"), "-p", f"{folder}/", "-c", str(configuration), *more]


def without_rights() -> dict[str, Any]:
    """Return what `subprocess` needs to start a program as a user without rights, where we have some."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def judged(configuration: Path) -> subprocess.CompletedProcess[str]:
    """Let nginx judge a configuration (`nginx -t`), as a user without rights."""
    with (configuration.parent / "out").open("w") as out:
        return subprocess.run(
            command(configuration, "-t"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            **without_rights(),
        )


@contextmanager
def outside_the_test_folder() -> Iterator[Path]:
    """Yield a folder that a user without rights can reach, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="exxtra-nginx-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder / "nginx-prefix"


@contextmanager
def nginx_before(ports: Mapping[str, int], *, tls: bool = False) -> Iterator[Proxy]:
    """Yield an nginx before these copies; it ends with the block.

    Args:
        ports: Name of a copy -> its port on the loopback.
        tls: Whether it speaks TLS, with a certificate made for this test.
    """
    servers = (DEPLOY / "nginx" / f"servers-{'tls' if tls else 'plain'}.conf").read_text(encoding="utf-8")
    assert servers.count(_LISTENS) == 1
    port, tls_port = free_port(), free_port()
    servers = servers.replace(_LISTENS, f"listen 127.0.0.1:{port} default_server;")
    servers = servers.replace(_LISTENS_TLS, f"listen 127.0.0.1:{tls_port} ssl http2")
    with outside_the_test_folder() as folder:
        if tls:
            make_certificate(folder / "tls")
        configuration = lay_out(folder, servers=servers, copies=copies_conf(ports))
        with (folder / "out").open("ab") as out, (folder / "errors").open("ab") as errors:
            process = subprocess.Popen(
                command(configuration), stdin=subprocess.DEVNULL, stdout=out, stderr=errors, **without_rights()
            )
        proxy = Proxy(process, port, folder, tls_port)
        try:
            wait_for(lambda: process.poll() is not None or _listens(port), "nginx to listen")
            assert process.poll() is None, proxy.errors()
            yield proxy
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)


def make_certificate(folder: Path) -> None:
    """Make a certificate for a day and its key; skip the test where the program for it is missing."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes a certificate to try it with, is not on this machine")
    folder.mkdir(parents=True)
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"]
    about = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    into = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*new, *about, *into], check=True, capture_output=True)


def _listens(port: int) -> bool:
    """Say whether somebody answers at a port of the loopback."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
