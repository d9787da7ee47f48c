"""Plays dialogues, with the whole assistant or with its understanding alone, which needs no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.matches import to_match
from assistant.catalogue.parsing import parse_constraints
from assistant.catalogue.selection import select
from assistant.conversation.asides import tell_aside
from assistant.conversation.resolve import resolve
from assistant.conversation.rewriting import Rewriter, Rewriting
from assistant.conversation.saying import nothing_before
from assistant.conversation.session import meant, turn_of, understand_in, understood_as
from assistant.conversation.state import Turn
from assistant.records import Answer, Status
from assistant.understanding import Question
from evals.dialogues.cases import Dialogue

Ask = Callable[[str], Answer]


def play(dialogue: Dialogue, ask: Ask) -> list[Answer]:
    """The answers to the turns, in order; ``ask`` remembers those before."""
    return [ask(step.ask) for step in dialogue.turns]


def without_model(catalogue: Catalogue, rewriter: Rewriter | None = None) -> Ask:
    """A fresh conversation that selects entries and resolves follow-ups; passages are not looked for."""
    turns: list[Turn] = []

    def read(question: Question) -> Constraints:
        return parse_constraints(question.text, question.asked_in, catalogue)

    def ask(text: str) -> Answer:
        question = understand_in(turns, text, "auto", catalogue)
        alone = read(question)
        resolution = resolve(question.text, alone, turns, catalogue, afresh=question.afresh, raw=text)
        if rewriter:
            resolution = Rewriting(rewriter, catalogue, read).settle(question, resolution, alone, turns)
        question = meant(question, resolution)
        if resolution.way == "nothing":
            answer = nothing_before(text, question.language, catalogue, begun=bool(resolution.turns))
        elif resolution.aside:
            answer = tell_aside(resolution.aside, text, question.language, resolution.turns)
        else:
            constraints = resolution.constraints or (alone if resolution.way == "alone" else Constraints())
            answer = _selected(question, constraints, catalogue)
        answer = replace(answer, understood_as=understood_as(question, alone, resolution, catalogue))
        turns.append(turn_of(question, resolution, answer, catalogue))
        return answer

    return ask


def _selected(question: Question, constraints: Constraints, catalogue: Catalogue) -> Answer:
    matches = tuple(to_match(entry) for entry in select(catalogue, constraints).matches[: constraints.limit])
    told = {} if constraints.intent == "none" else constraints.to_json()
    in_documents = constraints.intent == "none"  # whether they answer is not known here
    status: Status = "answered" if matches or in_documents else "abstained"
    return Answer(question.asked, question.language, status, "", matches=matches, constraints=told)
