# SPDX-License-Identifier: BSD-3-Clause
"""A stand-in for the public servers that folium names: files of a folder, compressed, to be kept for a year.

    python -m benchmarks.map.assets --port 8000 FOLDER

It answers from memory and from this very machine, so it is faster than any server on the internet.
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_COMPRESSED = (".html", ".js", ".css", ".json")


@lru_cache(maxsize=256)
def answer_of(folder: Path, path: str) -> tuple[str, bytes, str] | None:
    """Return kind, content and encoding of a file below a folder; None if it has none by that name."""
    file = (folder / path.lstrip("/")).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        return None
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    content = file.read_bytes()
    if file.suffix in _COMPRESSED:
        return kind, gzip.compress(content, 9, mtime=0), "gzip"
    return kind, content, ""


class Handler(BaseHTTPRequestHandler):
    """Answers from the folder of its server."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    folder: Path

    def do_GET(self) -> None:
        """Send a file."""
        found = answer_of(self.folder, unquote(urlsplit(self.path).path))
        if found is None:
            self.send_response(HTTPStatus.NOT_FOUND)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        kind, content, encoding = found
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Access-Control-Allow-Origin", "*")
        # A page is asked for anew, as a site's own pages are; the libraries are kept.
        is_page = kind == "text/html"
        self.send_header("Cache-Control", "no-cache" if is_page else "public, max-age=31536000, immutable")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.map.assets", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    Handler.folder = asked.folder.resolve()
    ThreadingHTTPServer(("127.0.0.1", asked.port), Handler).serve_forever()


if __name__ == "__main__":
    main()
