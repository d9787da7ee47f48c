"""Writes answers from the catalogue's typed facts: what was selected becomes sentences with citations."""

from __future__ import annotations

from typing import Any

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.composing import compose
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.matches import to_match
from assistant.catalogue.predicates import Criterion, criteria_of
from assistant.catalogue.reasons import reasons
from assistant.catalogue.selection import Selection
from assistant.records import Answer, Status
from assistant.writing.draft import Draft
from assistant.writing.tables import say_table
from assistant.writing.texts import text
from ingest.catalogue.wording import of_name
from ingest.records import Language, Span
from ingest.store import Index

MAX_FOLLOW_UPS = 3


def write_typed(
    asked: str, language: Language, constraints: Constraints, selection: Selection, catalogue: Catalogue, index: Index
) -> Answer:
    """The answer that the selection gives; abstained when nothing was selected, partial when only near misses were, or
    when something asked was left out: what is no entry of a comparison, a name that nothing knows, a question's end.
    """
    draft, comparison = Draft(index), None
    for sentence in compose(selection, constraints, language, catalogue):
        if sentence.table:
            comparison = say_table(draft, sentence.table)
            continue
        marks = [draft.cite(quote.document_id, Span(quote.start, quote.end), quote.text) for quote in sentence.quotes]
        draft.say(sentence.text, *marks)
    return Answer(
        question=asked,
        language=language,
        status=_status(selection, constraints),
        text=draft.text("\n"),
        sentences=draft.sentences,
        citations=draft.citations,
        matches=tuple(
            {
                **to_match(entry),
                "reasons": reasons(entry, selection.matches, criteria_of(constraints), language, constraints.audience),
            }
            for entry in selection.matches[: constraints.limit]
        ),
        near_misses=tuple({**to_match(miss.entry), "failed": _plain(miss.failed)} for miss in selection.near_misses),
        not_documented=tuple(
            {**to_match(one.entry), "unknown": [_plain(criterion) for criterion in one.unknown]}
            for one in selection.not_documented
        ),
        constraints=constraints.to_json(),
        comparison=comparison,
        follow_ups=_follow_ups(selection, constraints, language),
    )


def _status(selection: Selection, asked: Constraints) -> Status:
    if selection.matches:
        left_out = bool(asked.unknown_names or asked.hosted_in or asked.supported_in or asked.kept or asked.read_words)
        left_out |= asked.intent == "compare" and bool(asked.replaces)
        left_out |= asked.intent == "fact" and bool(asked.untold)
        return "partial" if left_out else "answered"
    return "partial" if selection.near_misses or selection.not_documented else "abstained"


def _plain(criterion: Criterion) -> dict[str, Any]:
    return {"kind": criterion.kind, "values": list(criterion.values), "negated": criterion.negated}


def _follow_ups(selection: Selection, constraints: Constraints, language: Language) -> tuple[str, ...]:
    names = [entry.name for entry in selection.matches]
    if not names:
        return ()
    asked: list[str] = []
    if constraints.fact_field != "licence":
        asked.append(text("follow_up_licence", language, name=names[0], of_name=of_name(names[0])))
    if constraints.fact_field != "standards":
        asked.append(text("follow_up_standards", language, name=names[0]))
    if len(names) > 1 and constraints.intent != "compare":
        asked.append(text("follow_up_compare", language, name=names[0], other=names[1]))
    return tuple(asked[:MAX_FOLLOW_UPS])
