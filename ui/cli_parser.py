"""The command line's grammar: commands, flags and their help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from assistant.version import read_version
from ingest.records import KINDS, LANGUAGES
from ui.cli_texts import Texts

MAX_K = 100
DRAFTED = ("catalogue-facts", "filters", "comparisons", "domain", "newcomers")
"""Groups that ``eval draft`` makes questions for."""
WIDTH = 100


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks both languages and shows examples below its help."""

    def __init__(self, *, texts: Texts, topic: str, **options: Any) -> None:
        ours: dict[str, Any] = {
            "description": texts("commands", topic),
            "epilog": texts.examples(topic),
            "formatter_class": lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=WIDTH),
            "allow_abbrev": False,
        }
        super().__init__(**options | ours)
        self.texts = texts

    def format_help(self) -> str:
        return self.texts.argparse(super().format_help())

    def format_usage(self) -> str:
        return self.texts.argparse(super().format_usage())

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, self.texts.argparse(f"{self.prog}: error: {message}\n"))


def build_parser(texts: Texts) -> Parser:
    """The parser; the parsed arguments carry the command's name in ``command`` (``eval run`` for a nested one)."""
    parser = Parser(prog="eurocommons", texts=texts, topic="eurocommons")
    parser.add_argument("--version", action="version", version=f"eurocommons {read_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    _ingest(_command(commands, "ingest", texts), texts)
    _ask(_command(commands, "ask", texts), texts)
    _search(_command(commands, "search", texts), texts)
    _dossier(_command(commands, "dossier", texts), texts)
    _serve(_command(commands, "serve", texts), texts)
    _mcp(_command(commands, "mcp", texts), texts)
    evals = _command(commands, "eval", texts).add_subparsers(metavar="COMMAND", parser_class=Parser, required=True)
    _eval_run(_command(evals, "eval run", texts), texts)
    _eval_compare(_command(evals, "eval compare", texts), texts)
    _eval_runs(_command(evals, "eval runs", texts), texts)
    _eval_report(_command(evals, "eval report", texts), texts)
    _eval_import(_command(evals, "eval import", texts), texts)
    _eval_export(_command(evals, "eval export", texts), texts)
    _eval_review(_command(evals, "eval review", texts), texts)
    _eval_draft(_command(evals, "eval draft", texts), texts)
    _command(evals, "eval schema", texts)
    corpus = _command(commands, "corpus", texts).add_subparsers(metavar="COMMAND", parser_class=Parser, required=True)
    _corpus_check(_command(corpus, "corpus check", texts), texts)
    _corpus_schema(_command(corpus, "corpus schema", texts), texts)
    _corpus_check(_command(corpus, "corpus pdf", texts), texts)
    _corpus_import(_command(corpus, "corpus import", texts), texts)
    _corpus_export(_command(corpus, "corpus export", texts), texts)
    _json(_command(commands, "doctor", texts), texts)
    return parser


def _command(commands: Any, name: str, texts: Texts) -> Parser:
    parser: Parser = commands.add_parser(name.split()[-1], help=texts("commands", name), texts=texts, topic=name)
    parser.set_defaults(command=name)
    return parser


def _ingest(parser: Parser, texts: Texts) -> None:
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help=texts("arguments", "source"))
    parser.add_argument("--prune", action="store_true", help=texts("arguments", "prune"))
    parser.add_argument("--rebuild", action="store_true", help=texts("arguments", "rebuild"))
    _json(parser, texts)


def _ask(parser: Parser, texts: Texts) -> None:
    parser.add_argument("question", metavar="QUESTION", help=texts("arguments", "question"))
    parser.add_argument("--lang", choices=("fr", "en", "auto"), default="auto", help=texts("arguments", "lang"))
    parser.add_argument("--session", metavar="ID", help=texts("arguments", "session"))
    parser.add_argument("--explain", action="store_true", help=texts("arguments", "explain"))
    _json(parser, texts)


def _search(parser: Parser, texts: Texts) -> None:
    parser.add_argument("query", metavar="QUERY", help=texts("arguments", "query"))
    parser.add_argument("-k", type=_whole(1, MAX_K, texts), default=10, help=texts("arguments", "k"))
    parser.add_argument("--kind", choices=KINDS, help=texts("arguments", "kind"))
    _json(parser, texts)


def _dossier(parser: Parser, texts: Texts) -> None:
    parser.add_argument("question", metavar="QUESTION", help=texts("arguments", "question"))
    parser.add_argument("-o", "--out", metavar="FILE", help=texts("dossier", "help_out"))
    parser.add_argument("--lang", choices=("fr", "en", "auto"), default="auto", help=texts("dossier", "help_lang"))
    parser.add_argument("--force", action="store_true", help=texts("dossier", "help_force"))
    _json(parser, texts)


def _serve(parser: Parser, texts: Texts) -> None:
    host, port = "127.0.0.1", 7860
    parser.add_argument("--host", help=texts("arguments", "host", default=host))
    parser.add_argument("--port", type=_whole(1, 65535, texts), help=texts("arguments", "port", default=port))


def _mcp(parser: Parser, texts: Texts) -> None:
    host, port = "127.0.0.1", 7861
    parser.add_argument("--http", action="store_true", help=texts("mcp", "help_http"))
    parser.add_argument("--host", help=texts("arguments", "host", default=host))
    parser.add_argument("--port", type=_whole(1, 65535, texts), help=texts("arguments", "port", default=port))
    parser.add_argument("--allow-host", action="append", metavar="HOST", help=texts("mcp", "help_allow_host"))


def _eval_run(parser: Parser, texts: Texts) -> None:
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=texts("arguments", "suite"))
    parser.add_argument("--out", metavar="DIR", help=texts("arguments", "out"))
    parser.add_argument("--junit", metavar="FILE", help=texts("evals", "help_junit"))
    parser.add_argument("--markdown", metavar="FILE", help=texts("evals", "help_markdown"))
    parser.add_argument("--gates", metavar="FILE", help=texts("evals", "help_gates"))
    parser.add_argument("--strict", action="store_true", help=texts("evals", "help_strict"))
    parser.add_argument("--judge", action="store_true", help=texts("evals", "help_judge"))
    parser.add_argument("--repeats", type=_whole(1, 100, texts), default=1, help=texts("evals", "help_repeats"))
    parser.add_argument("--seed", type=_whole(0, 2**31 - 1, texts), default=1, help=texts("evals", "help_seed"))
    parser.add_argument("--beir", metavar="FOLDER", help=texts("evals", "help_beir"))
    parser.add_argument("--split", metavar="NAME", help=texts("evals", "help_split"))
    _json(parser, texts)


def _eval_compare(parser: Parser, texts: Texts) -> None:
    parser.add_argument("run_a", metavar="RUN_A", help=texts("arguments", "run"))
    parser.add_argument("run_b", metavar="RUN_B", help=texts("arguments", "run"))
    _json(parser, texts)


def _eval_runs(parser: Parser, texts: Texts) -> None:
    parser.add_argument("--limit", type=_whole(1, 10_000, texts), default=20, help=texts("evals", "help_limit"))
    _json(parser, texts)


def _eval_report(parser: Parser, texts: Texts) -> None:
    parser.add_argument("run", nargs="?", metavar="RUN", help=texts("evals", "help_report_run"))
    parser.add_argument("--lang", choices=LANGUAGES, help=texts("evals", "help_report_lang"))
    parser.add_argument("-o", "--out", metavar="FILE.html", help=texts("evals", "help_report_out"))
    _json(parser, texts)


def _eval_import(parser: Parser, texts: Texts) -> None:
    parser.add_argument("file", metavar="FILE", help=texts("evals", "help_table"))
    parser.add_argument("-o", "--out", metavar="SUITE.yml", required=True, help=texts("evals", "help_suite_out"))
    parser.add_argument("--force", action="store_true", help=texts("evals", "help_force"))
    _json(parser, texts)


def _eval_export(parser: Parser, texts: Texts) -> None:
    parser.add_argument("suite", metavar="SUITE", help=texts("evals", "help_suite"))
    parser.add_argument("-o", "--out", metavar="FILE", required=True, help=texts("evals", "help_table_out"))
    parser.add_argument("--force", action="store_true", help=texts("evals", "help_force"))
    _json(parser, texts)


def _eval_review(parser: Parser, texts: Texts) -> None:
    parser.add_argument("--list", action="store_true", help=texts("evals", "help_review_list"))
    parser.add_argument("--export", metavar="FILE", help=texts("evals", "help_review_export"))
    parser.add_argument("--suite", metavar="NAME", default="from-use", help=texts("evals", "help_review_suite"))
    parser.add_argument("--limit", type=_whole(1, 10_000, texts), help=texts("evals", "help_review_limit"))
    parser.add_argument("--force", action="store_true", help=texts("evals", "help_force"))
    _json(parser, texts)


def _eval_draft(parser: Parser, texts: Texts) -> None:
    parser.add_argument("--domain", metavar="DOMAIN", help=texts("evals", "help_draft_domain"))
    parser.add_argument("--group", choices=DRAFTED, metavar="GROUP", help=texts("evals", "help_draft_group"))
    parser.add_argument("--count", type=_whole(1, 1_000, texts), default=20, help=texts("evals", "help_draft_count"))
    parser.add_argument("--seed", type=_whole(0, 2**31 - 1, texts), default=1, help=texts("evals", "help_draft_seed"))
    parser.add_argument("-o", "--out", metavar="FILE", help=texts("evals", "help_draft_out"))
    parser.add_argument("--force", action="store_true", help=texts("evals", "help_force"))
    _json(parser, texts)


def _corpus_check(parser: Parser, texts: Texts) -> None:
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help=texts("arguments", "corpus_folder"))
    _json(parser, texts)


def _corpus_schema(parser: Parser, texts: Texts) -> None:
    parser.add_argument("kind", metavar="KIND", help=texts("arguments", "corpus_kind"))
    _json(parser, texts)


def _corpus_import(parser: Parser, texts: Texts) -> None:
    parser.add_argument("file", metavar="FILE", help=texts("publiccode", "help_file"))
    parser.add_argument("--domain", metavar="DOMAIN", help=texts("publiccode", "help_domain"))
    parser.add_argument("--id", help=texts("publiccode", "help_new_id"))
    for field in ("summary", "description"):
        for language in LANGUAGES:
            help_text = texts("publiccode", f"help_{field}_{language}")
            parser.add_argument(f"--{field}-{language}", metavar="TEXT", help=help_text)
    parser.add_argument("--out", metavar="FILE", help=texts("publiccode", "help_out"))
    _json(parser, texts)


def _corpus_export(parser: Parser, texts: Texts) -> None:
    parser.add_argument("id", metavar="ID", help=texts("publiccode", "help_id"))
    parser.add_argument("--keys", metavar="FILE", help=texts("publiccode", "help_keys"))
    parser.add_argument("--out", metavar="FILE", help=texts("publiccode", "help_out"))
    _json(parser, texts)


def _json(parser: Parser, texts: Texts) -> None:
    parser.add_argument("--json", action="store_true", help=texts("arguments", "json"))


def _whole(low: int, high: int, texts: Texts) -> Callable[[str], int]:
    def whole(value: str) -> int:
        if not value.isdecimal() or not low <= int(value) <= high:
            raise argparse.ArgumentTypeError(texts("messages", "not_a_number", value=value, low=low, high=high))
        return int(value)

    return whole
