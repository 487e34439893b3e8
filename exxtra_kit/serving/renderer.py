# SPDX-License-Identifier: BSD-3-Clause
"""Runs one visitor's notebook and turns it into pieces of a page, as Voila does, but with our words for errors."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_output
from voila.execute import strip_code_cell_warnings
from voila.notebook_renderer import NotebookRenderer

from exxtra_kit.serving.faults import apology, note_fault
from exxtra_kit.serving.page import app_styles

_WIDGET = "application/vnd.jupyter.widget-view+json"

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exxtra_kit.language import Language


class AppRenderer(NotebookRenderer):  # type: ignore[misc]  # Voila carries no type information
    """Renders one app for one visitor; whatever goes wrong becomes a sentence with a reference number."""

    def __init__(self, language: Language, **kwargs: Any) -> None:
        """Make the renderer.

        Args:
            language: The language of the visitor's page.
            **kwargs: What Voila's renderer takes.
        """
        super().__init__(**kwargs)
        self._language = language

    async def pieces(self, kernel_id: str, kernel: Any) -> AsyncIterator[str]:
        """Run the notebook in `kernel` and yield the page of its cells as it grows."""
        self.resources["exxtra_styles"] = app_styles()
        # Words between the code are for those who open the notebook in JupyterLab, and in one language only:
        # what a visitor reads comes from the app.
        self.notebook.cells = [cell for cell in self.notebook.cells if cell.cell_type == "code"]
        async for piece, _ in self.generate_content_generator(kernel_id, kernel):
            yield piece

    async def _jinja_cell_generator(self, nb: Any, _kernel_id: str) -> AsyncIterator[Any]:
        """Run one cell after the other; the first that fails is the last, and says so in a sentence."""
        for number, cell in enumerate(nb.cells):
            try:
                done = await self.executor.async_execute_cell(cell, number, store_history=False)
            except CellExecutionError as fault:
                yield self._apology(f"cell {number + 1} of {self.notebook_path} failed", str(fault))
                break
            except Exception as fault:  # noqa: BLE001  (a dead process, a time-out: whatever it is, the visitor gets a sentence)
                yield self._apology(f"cell {number + 1} of {self.notebook_path} could not be run", repr(fault))
                break
            yield _for_readers(done)
        await self._cleanup_resources()

    def _apology(self, what: str, details: str) -> Any:
        """Return a cell that shows the visitor a sentence, after the log has got the rest."""
        sentence = self._language.text(apology(note_fault(what, details=details)))
        shown = f'<p class="site-sentence site-fault" role="alert">{escape(sentence, quote=True)}</p>'
        output = new_output("display_data", {"text/html": shown})
        return new_code_cell(outputs=[output])


def _for_readers(cell: Any) -> Any:
    """Return a cell without what is for its author: warnings, and the text form of a widget (a map's is long)."""
    for output in cell.get("outputs", []):
        if _WIDGET in output.get("data", {}):
            output.data = {_WIDGET: output.data[_WIDGET]}
    return strip_code_cell_warnings(cell)
