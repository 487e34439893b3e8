# SPDX-License-Identifier: BSD-3-Clause
"""A paper as a Word file, filled into a template that is itself a Word file."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from exxtra_kit.documents.papers.templates import find_template, missing_library, unusable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from jinja2.sandbox import SandboxedEnvironment

_LONGEST_PROPERTY = 255  # characters, by the format
# What reading a file that is no sound Word file can end in, besides the library's own errors.
_BROKEN = (AttributeError, KeyError, LookupError, OSError, TypeError, ValueError, zipfile.BadZipFile)


def paper_docx(paper: Mapping[str, Any], templates: Path | None = None) -> bytes:
    """Return a paper as a Word file.

    Args:
        paper: The paper as plain data (`exxtra_kit.render.papers.plain_paper`).
        templates: A folder with templates of one's own; what is not there is taken from ours.

    Raises:
        PaperError: The library that fills the template is not installed, or the template can't be used.
    """
    try:
        from docxtpl import DocxTemplate  # noqa: PLC0415 (needs an extra)
        from jinja2 import TemplateError  # noqa: PLC0415 (as above)
    except ImportError as error:
        raise missing_library("docxtpl") from error
    template = find_template(str(paper["kind"]), "docx", templates)
    written = io.BytesIO()
    try:
        document = DocxTemplate(template)
        document.render({**paper, **paper["fields"]}, _environment())
        about = document.docx.core_properties
        about.title = f"{paper['title']['first']}: {paper['subject']['first']}"[:_LONGEST_PROPERTY]
        about.author = about.last_modified_by = "exxtra_kit"
        issued = date.fromisoformat(paper["issued"])
        about.created = about.modified = datetime(issued.year, issued.month, issued.day, 12, tzinfo=UTC)
        about.revision = 1
        document.save(written)
    except TemplateError as error:
        raise unusable(template, _reason(error)) from error
    except _BROKEN as error:
        raise unusable(template, str(error) or type(error).__name__) from error
    return written.getvalue()


def _environment() -> SandboxedEnvironment:
    """Return what fills in: a template can neither reach Python nor change what it is given."""
    from jinja2 import StrictUndefined  # noqa: PLC0415 (needs an extra)
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 (as above)
    from markupsafe import Markup, escape  # noqa: PLC0415 (as above)

    def written(value: object) -> object:
        """Return a value as XML holds it; a brace of a name must not look like one of the template."""
        if not isinstance(value, str):
            return value
        return Markup(str(escape(value)).translate(_BRACES))  # noqa: S704 (escaped on this line)

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=written)


_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;", "%": "&#37;"})


def _reason(error: Exception) -> str:
    """Return what is wrong in a template, with the words around it where they are known."""
    around = " ".join(" ".join(line.split()) for line in getattr(error, "docx_context", ()) if line.strip())
    return f"{error} ({around[:160]})" if around else str(error)
