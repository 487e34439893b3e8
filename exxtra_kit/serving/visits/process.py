# SPDX-License-Identifier: BSD-3-Clause
"""The process of one visitor: runs the notebook of an app once, then answers the page until it is gone.

There is no kernel here and no channel for code. The notebook's own cells are run in IPython's shell; what comes
from outside afterwards are changes of widgets that the notebook made, and nothing else is understood. The widgets
are those of ipywidgets: the package `comm`, by which they speak, is given the pipe to the server.
"""

from __future__ import annotations

import gc
import hashlib
import io
import itertools
import json
import os
import signal
import socket
import sys
import traceback
import warnings
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import comm
import comm.base_comm

from exxtra_kit.serving.visits.pipe import Pipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exxtra_kit.serving.visits import wire

WIDGET = "application/vnd.jupyter.widget-view+json"
_KINDS = {"comm_open": "open", "comm_msg": "msg", "comm_close": "close"}
# Who changes anything else of a ready-made widget changes what the notebook has built, not what a visitor answers.
_READY_MADE = ("@jupyter-widgets/controls", "@jupyter-widgets/base", "@jupyter-widgets/output")
_ANSWERS = frozenset({"value", "index", "selected_index", "playing", "repeat", "error"})
_NO_QUESTIONS = frozenset({"HTMLModel", "HTMLMathModel", "LabelModel", "ImageModel", "AudioModel", "VideoModel"})
# The same for widgets of our own.
_NOT_A_VISITORS = frozenset({"children", "layout", "style", "box_style", "keys", "comm", "tabbable", "tooltip"})
_MOST_FAULTS = 30
"""A process whose callbacks fail again and again gives up, before the log is full."""
_SHOWN = ("text/html", "text/markdown", "text/plain", WIDGET)


@dataclass(frozen=True, slots=True)
class Errand:
    """What a visitor's process is asked to do.

    Attributes:
        notebook: Path of the notebook.
        environment: Variables of this visit (language, query string, address of the app).
        have: Hash of what the page shows already; empty for nothing.
    """

    notebook: str
    environment: Mapping[str, str]
    have: str = ""

    def as_said(self) -> wire.Said:
        """Return it as a frame says it."""
        return {
            "t": "errand",
            "notebook": self.notebook,
            "environment": dict(self.environment),
            "have": self.have,
        }

    @classmethod
    def from_said(cls, said: wire.Said) -> Errand:
        """Read it from a frame of the server's."""
        return cls(said["notebook"], said["environment"], said["have"])


class PipeComm(comm.base_comm.BaseComm):
    """How one widget speaks: by the pipe of this process, once its page is there."""

    stage: Stage

    def publish_msg(
        self,
        msg_type: str,
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,  # noqa: ARG002  (the base class hands it over)
        buffers: list[bytes] | None = None,
        **_keys: Any,
    ) -> None:
        """Send a message to the page; before it has the whole state there is nobody to tell."""
        if PipeComm.stage.speaks:
            said = {"t": _KINDS[msg_type], "comm": self.comm_id, "data": data or {}}
            PipeComm.stage.pipe.send(said, [bytes(part) for part in buffers or ()])


@dataclass
class Stage:
    """What one run of a notebook has shown.

    Attributes:
        pipe: To the server.
        speaks: Whether widgets may speak: not before the page has the whole state.
        outputs: What the cells displayed, in order: media type -> content.
    """

    pipe: Pipe
    speaks: bool = False
    outputs: list[dict[str, Any]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def show(self, data: Mapping[str, Any]) -> None:
        """Keep what a cell displays, in the best of its forms; a widget's text form is for its author."""
        if WIDGET in data:
            self.outputs.append({WIDGET: {"model_id": data[WIDGET]["model_id"]}})
        else:
            kinds = [kind for kind in _SHOWN if kind in data]
            if kinds:
                self.outputs.append({kinds[0]: str(data[kinds[0]])})


class _Printed(io.TextIOBase):
    """What the cells print is part of the page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        outputs = self._stage.outputs
        if outputs and set(outputs[-1]) == {"text/plain"}:
            outputs[-1]["text/plain"] += text
        elif text.strip():
            outputs.append({"text/plain": text})
        return len(text)


def prepare() -> None:
    """Make the shell, and give the widgets their way to speak: before the fork, so that all visitors share it."""
    from IPython.core.displayhook import DisplayHook  # noqa: PLC0415  (heavy; the server never needs it)
    from IPython.core.displaypub import DisplayPublisher  # noqa: PLC0415
    from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415
    from traitlets.config import Config  # noqa: PLC0415

    class Publisher(DisplayPublisher):
        def publish(self, data: dict[str, Any], *_args: Any, **_kwargs: Any) -> None:
            if isinstance(sys.stdout, _Printed):
                sys.stdout._stage.show(data)  # noqa: SLF001  (the class above)

    class Hook(DisplayHook):
        def __call__(self, result: Any = None) -> None:
            if result is not None and isinstance(sys.stdout, _Printed):
                sys.stdout._stage.show(self.compute_format_data(result)[0])  # type: ignore[no-untyped-call]  # noqa: SLF001

    os.environ["JUPYTER_WIDGETS_ECHO"] = "0"  # one page for each process: nobody else has to be told
    config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    shell = InteractiveShell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook)
    shell.showtraceback = lambda *_args, **_kwargs: None  # type: ignore[method-assign]
    comm.create_comm = _new_comm
    import ipywidgets  # noqa: PLC0415

    ipywidgets.register_comm_target()


def _new_comm(*args: Any, **kwargs: Any) -> PipeComm:
    """Return a comm whose number is counted, so that the same notebook gives the same numbers in every process."""
    if not kwargs.get("comm_id"):
        kwargs["comm_id"] = f"w{next(PipeComm.stage.numbers)}"
    return PipeComm(*args, **kwargs)


def perform(stage: Stage, notebook: str, report: Callable[[str, str], str]) -> None:
    """Run the code cells of a notebook; the first that fails is the last, and says so in a sentence.

    Args:
        stage: Takes what is shown.
        notebook: Path of the notebook.
        report: Logs a fault and its trace, and returns the sentence for the visitor.
    """
    from IPython import get_ipython  # noqa: PLC0415  (heavy; the server never needs it)

    PipeComm.stage = stage
    shell = get_ipython()
    cells = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    before, sys.stdout = sys.stdout, _Printed(stage)
    try:
        for number, source in enumerate(code, start=1):
            ended = shell.run_cell(source, store_history=False)
            fault = ended.error_before_exec or ended.error_in_exec
            if fault is not None:
                trace = "".join(traceback.format_exception(fault))
                sentence = report(f"cell {number} of {Path(notebook).name} failed", trace)
                shown = f'<p class="site-sentence site-fault" role="alert">{escape(sentence)}</p>'
                stage.outputs.append({"text/html": shown})
                break
    finally:
        sys.stdout = before


def forget() -> None:
    """Close what a run has made; what it imported and remembered stays."""
    from IPython import get_ipython  # noqa: PLC0415
    from ipywidgets.widgets import widget  # noqa: PLC0415

    for one in list(widget._instances.values()):  # noqa: SLF001  (ipywidgets has no public list without a warning)
        one.close()
    comm.get_comm_manager().comms.clear()
    get_ipython().reset(new_session=False)
    gc.collect()


def state_of_the_page(stage: Stage) -> tuple[wire.Said, list[bytes]]:
    """Return what a page needs to show everything: outputs, the states of all widgets, and their hash."""
    from ipywidgets.widgets import widget  # noqa: PLC0415

    states: dict[str, Any] = {}
    buffers: list[bytes] = []
    for number, one in widget._instances.items():  # noqa: SLF001  (as above)
        state, paths, parts = widget._remove_buffers(one.get_state())  # noqa: SLF001  (as above)
        states[number] = {
            "model_name": state["_model_name"],
            "model_module": state["_model_module"],
            "model_module_version": state["_model_module_version"],
            "state": state,
        }
        if paths:
            states[number]["buffer_paths"] = paths
            buffers += [bytes(part) for part in parts]
    shown = {"outputs": stage.outputs, "states": states}
    told = json.dumps(shown, sort_keys=True, separators=(",", ":")).encode()
    mark = hashlib.sha256(b"".join((told, *buffers))).hexdigest()[:32]
    return {"t": "page", "same": False, "hash": mark, **shown}, buffers


def live(end: socket.socket) -> None:
    """Serve one visitor: wait for the errand, run the notebook, answer until the server closes.

    Args:
        end: This process's end of the pipe.
    """
    from exxtra_kit.language import Language  # noqa: PLC0415  (known to the warm process already)
    from exxtra_kit.serving.faults import apology, note_fault  # noqa: PLC0415

    warnings.simplefilter("ignore")  # they are for authors
    pipe = Pipe(end)
    asked = pipe.receive()
    if asked is None:
        return
    errand = Errand.from_said(asked[0])
    os.environ.update(errand.environment)
    stage = Stage(pipe)

    def report(what: str, trace: str) -> str:
        language = Language.load(errand.environment.get("EXXTRA_SITE_LANGUAGE", ""))
        return language.text(apology(note_fault(what, details=trace)))

    perform(stage, errand.notebook, report)
    page, buffers = state_of_the_page(stage)
    if errand.have and errand.have == page["hash"]:
        pipe.send({"t": "page", "same": True, "hash": errand.have})
    else:
        pipe.send(page, buffers)
    del page, buffers
    stage.speaks = True
    _answer(stage, note_fault)


def _answer(stage: Stage, note_fault: Callable[..., str]) -> None:
    """Answer one message after the other."""
    from IPython import get_ipython  # noqa: PLC0415

    faults = 0

    def failed(*_args: Any, **_kwargs: Any) -> None:
        """Report what a widget's callback raised, wherever ipywidgets caught it."""
        nonlocal faults
        faults += 1
        fault = sys.exc_info()[1]
        what = "a callback of an app took too long" if isinstance(fault, KeyboardInterrupt) else "a callback failed"
        trace = "".join(traceback.format_exception(fault)) if fault else ""
        stage.pipe.send({"t": "fault", "ref": note_fault(what, details=trace)})

    get_ipython().showtraceback = failed
    comms = comm.get_comm_manager().comms
    interrupts = stage.pipe.interrupts
    interrupts.listen()
    while faults <= _MOST_FAULTS:
        heard = stage.pipe.receive()
        if heard is None:
            return
        if heard[0]["t"] == "state":
            stage.pipe.send(*state_of_the_page(stage))
            continue
        try:
            try:
                interrupts.working = True
                _work_on(comms, *heard)
            finally:
                interrupts.working = False
        except (Exception, KeyboardInterrupt):  # noqa: BLE001  (whatever it is: the visitor gets a number, the log the rest)
            interrupts.working = False
            failed()
        stage.pipe.send({"t": "done", "n": heard[0]["n"]})


def _work_on(comms: Mapping[str, Any], said: wire.Said, buffers: list[bytes]) -> None:
    """Hand one message to its widget; who names none that the notebook made is not heard."""
    from ipywidgets.widgets import widget  # noqa: PLC0415

    one, widget_comm, data = widget._instances.get(said["comm"]), comms.get(said["comm"]), said["data"]  # noqa: SLF001
    if one is None or widget_comm is None:
        return
    if data["method"] == "update":
        state = {name: value for name, value in data["state"].items() if _is_a_visitors(one, name)}
        data = {**data, "state": state}
        paths = data.get("buffer_paths") or []
        if any(path[0] not in state for path in paths):
            return
    widget_comm.handle_msg({"content": {"comm_id": said["comm"], "data": data}, "buffers": buffers})


def _is_a_visitors(one: Any, name: str) -> bool:
    """Say whether a visitor may change a widget's value of that name."""
    if one._model_module in _READY_MADE:  # noqa: SLF001  (ipywidgets' own name for it)
        return name in _ANSWERS and one._model_name not in _NO_QUESTIONS  # noqa: SLF001
    return not name.startswith("_") and name not in _NOT_A_VISITORS


def main() -> None:
    """Start without a fork: `python -m exxtra_kit.serving.visits.process FD LOG_FORMAT`."""
    from exxtra_kit.serving.faults import note_fault  # noqa: PLC0415
    from exxtra_kit.serving.logs import set_up_logs  # noqa: PLC0415

    set_up_logs(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # until there is a callback to stop
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it ends with its pipe
    try:
        prepare()
        live(socket.socket(fileno=int(sys.argv[1])))
    except (BrokenPipeError, ConnectionResetError):
        pass  # the server has gone or has given the visitor up
    except Exception as fault:  # noqa: BLE001  (whatever it is, the log has it under a number)
        note_fault("a visitor's process failed", fault)


if __name__ == "__main__":
    main()
