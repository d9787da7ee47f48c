"""The commands: each takes the parsed arguments and the settings, calls what does the work, and says the outcome."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import Settings
from ui.cli_corpus import corpus_check, corpus_pdf, corpus_schema
from ui.cli_corpus_publiccode import corpus_export, corpus_import
from ui.cli_dossier import dossier_file, write_dossier
from ui.cli_evals import EVAL_COMMANDS
from ui.cli_mcp import mcp
from ui.cli_outcome import DONE, FELL_SHORT, Outcome, WrongUseError
from ui.cli_texts import Texts
from ui.listening import why_not_listen

if TYPE_CHECKING:
    from assistant.answer import Assistant


def ingest(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from ingest import pipeline
    from ingest.embedding.encoder import load_encoder
    from ingest.sources import Limits
    from ingest.store.location import Location
    from ui.cli_print import report_text

    if not all(source.strip() for source in args.sources):  # an unset variable of a shell would be this folder
        raise WrongUseError(texts("messages", "empty_source"))
    report = pipeline.ingest(
        args.sources,
        location=Location(settings.home, settings.chroma_url, settings.database_url),
        encoder=load_encoder(settings.home, settings.embedding_model),
        prune=args.prune,
        rebuild=args.rebuild,
        limits=Limits(settings.max_file_mb * 1_000_000, settings.fetch.timeout_s, settings.allow_private_urls),
        progress=True,
    )
    return Outcome(FELL_SHORT if report.failed else DONE, report.values(), report_text(report, texts))


def ask(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from assistant.api.models.answer import AnswerOut
    from ui.cli_ask import told
    from ui.cli_print import answer_text

    on_terminal = sys.stdout.isatty() and not args.json
    events = open_existing(settings, texts).stream(
        _readable(args.question), language=args.lang, session_id=args.session
    )
    answer, streamed = told(events, sys.stdout if on_terminal and not args.explain else None)
    width = shutil.get_terminal_size().columns if on_terminal else None
    said = answer_text(answer, explain=args.explain, width=width, streamed=streamed)
    return Outcome(DONE, AnswerOut.of(answer).model_dump(mode="json"), said)


def search(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    query = _readable(args.query).strip()
    if not query:
        raise WrongUseError(texts("messages", "empty_query"))
    from assistant.api.models.documents import SearchOut
    from assistant.records import Filters
    from ui.cli_print import hits_text

    hits = open_existing(settings, texts).search(query, k=args.k, filters=Filters(kind=args.kind))
    return Outcome(DONE, SearchOut.of(hits).model_dump(mode="json"), hits_text(hits, texts))


def dossier(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    path = dossier_file(args, texts)
    return write_dossier(open_existing(settings, texts), _readable(args.question), path, args, texts)


def serve(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    host, port = args.host or settings.server.host, args.port or settings.server.port
    reason = why_not_listen(host, port)
    if reason:
        raise AssistantError(texts("messages", "port_taken", host=host, port=port, reason=reason))
    from ui.web.server import serve as serve_site

    serve_site(settings, host, port, texts)
    return Outcome(DONE)


def doctor(args: argparse.Namespace, settings: Settings, texts: Texts) -> Outcome:
    from ui.cli_doctor import examine
    from ui.cli_print import checks_text

    checks = examine(settings, texts)
    well = all(check.status != "fail" for check in checks)
    data = {"ok": well, "checks": [asdict(check) for check in checks]}
    return Outcome(DONE if well else FELL_SHORT, data, checks_text(checks))


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Settings, Texts], Outcome]] = {
    "ingest": ingest,
    "ask": ask,
    "search": search,
    "dossier": dossier,
    "serve": serve,
    "mcp": mcp,
    **EVAL_COMMANDS,
    "corpus check": corpus_check,
    "corpus schema": corpus_schema,
    "corpus pdf": corpus_pdf,
    "corpus import": corpus_import,
    "corpus export": corpus_export,
    "doctor": doctor,
}


def open_existing(settings: Settings, texts: Texts) -> Assistant:
    """The assistant; that there is no index is said at once, before anything heavy is imported."""
    from ingest.errors import IndexMissing
    from ingest.store.location import read_snapshot

    if read_snapshot(settings.home, settings.database_url) is None:
        raise IndexMissing.below(settings.home)
    from assistant.answer import open_assistant

    return open_assistant(settings)


def _readable(argument: str) -> str:
    """An argument whose bytes are not the locale's text, with the wrong ones replaced."""
    return os.fsencode(argument).decode("utf-8", errors="replace")
