"""The ``eurocommons`` command: reads the command line and the environment once, runs the command, prints its outcome.

Exit codes: 0 done, 1 done but something failed or fell short, 2 wrong use, 130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from ui.cli_parser import Parser, build_parser
from ui.cli_texts import Texts, texts_for

if TYPE_CHECKING:
    from ui.cli_outcome import Outcome

OUR_PACKAGES = ("ingest", "assistant", "evals", "ui")
INTERRUPTED = 130
EVAL_COMMANDS = ("run", "compare", "runs", "import", "export", "schema", "review", "draft")
PRINT_THEMSELVES = (*(f"eval {name}" for name in EVAL_COMMANDS), "serve")
# Nothing is downloaded from a model hub, and nothing is told to anyone about questions or documents.
ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "TOKENIZERS_PARALLELISM": "false",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    os.environ.update(ENVIRONMENT)
    _speak_utf8()
    texts = texts_for(os.environ)
    parser = build_parser(texts)
    try:
        args = _parse(parser, argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    stdout = sys.stdout
    try:
        with _kept_clean(args):
            outcome = _run(args, texts)
        _print(outcome, stdout, as_json=_wants_json(args))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except KeyboardInterrupt:
        _complain(texts("messages", "interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        _forget(stdout)
        return 0
    return outcome.code


def _kept_clean(args: argparse.Namespace) -> contextlib.AbstractContextManager[object]:
    """With ``--json`` what a library prints goes to standard error, so that standard output holds the object alone."""
    if _wants_json(args) and args.command not in PRINT_THEMSELVES:
        return contextlib.redirect_stdout(sys.stderr)
    return contextlib.nullcontext()


def _parse(parser: Parser, argv: Sequence[str] | None) -> argparse.Namespace:
    args = parser.parse_args(argv)
    if not hasattr(args, "command"):
        parser.print_help(sys.stderr)
        raise SystemExit(2)
    return args


def _run(args: argparse.Namespace, texts: Texts) -> Outcome:
    """The command's outcome; every error becomes one, with its message and its exit code."""
    from assistant.errors import AssistantError, QuestionError, SessionsError, SettingsError
    from assistant.settings import read_settings
    from ingest.errors import IngestError
    from ui.cli_commands import COMMANDS
    from ui.cli_outcome import WrongUseError

    try:
        settings = read_settings()
        _log_to_stderr(settings.log_level)
        return COMMANDS[args.command](args, settings, texts)
    except (SettingsError, QuestionError, WrongUseError) as error:
        return _failure(2, _said(error, texts), str(error))
    except SessionsError as error:
        advice = texts("messages", f"sessions_{error.trouble}")
        message = texts("messages", "sessions", place=error.place, reason=error.reason, advice=advice)
        return _failure(1, message)
    except (AssistantError, IngestError) as error:
        return _failure(1, _said(error, texts), str(error))
    except BrokenPipeError:
        raise
    except Exception as error:
        logging.getLogger(__name__).debug("unexpected", exc_info=error)
        return _failure(1, texts("messages", "unexpected", error=f"{type(error).__name__}: {error}"))


def _said(error: Exception, texts: Texts) -> str:
    """What an error says, in the language of the terminal where it can."""
    from ingest.messages import SaidError

    return error.said(texts.language) if isinstance(error, SaidError) else str(error)


def _failure(code: int, message: str, as_json: str = "") -> Outcome:
    from ui.cli_outcome import Outcome

    _complain(message)
    return Outcome(code, {"error": as_json or message})


def _print(outcome: Outcome, stdout: TextIO, *, as_json: bool) -> None:
    if as_json and outcome.data is not None:
        stdout.write(json.dumps(outcome.data, ensure_ascii=False) + "\n")
    elif not as_json and outcome.text is not None:
        stdout.write(outcome.text + "\n")
    stdout.flush()


def _wants_json(args: argparse.Namespace) -> bool:
    return getattr(args, "json", False)


def _complain(message: str) -> None:
    sys.stderr.write(f"eurocommons: {message}\n")


def _log_to_stderr(level: str) -> None:
    """Our own messages from ``level`` up; of libraries, errors alone."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    handler.addFilter(lambda record: record.levelno >= logging.ERROR or record.name.split(".")[0] in OUR_PACKAGES)
    logging.basicConfig(handlers=[handler])
    for package in OUR_PACKAGES:
        logging.getLogger(package).setLevel(level)


def _speak_utf8() -> None:
    """French needs more than ASCII, whatever the locale; what cannot be written is replaced."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _forget(stdout: TextIO) -> None:
    """The reader has gone (``| head``): let Python close without complaining."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
