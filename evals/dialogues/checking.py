"""What is wrong with the answers of a dialogue, turn by turn, against what the corpus says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.catalogue.catalogue import Catalogue
from assistant.catalogue.constraints import Constraints
from assistant.catalogue.names import lexicon_of
from assistant.catalogue.words import fold
from assistant.conversation.pointing import SHOWN
from assistant.conversation.saying import nothing_before
from assistant.conversation.state import constraints_from
from assistant.records import Answer
from evals.catalogue.brute_force import expected
from evals.dialogues.cases import Dialogue, Step, Values

_FIELDS = {
    "licence": "licences",
    "country": "countries",
    "governance": "governance",
    "deployment": "deployment",
    "standard": "standards",
}


def faults(dialogue: Dialogue, answers: Sequence[Answer], catalogue: Catalogue, *, cited: bool) -> list[list[str]]:
    """For each turn, what is wrong; ``cited`` where passages were looked for."""
    return [
        list(_faults(step, answer, answers, dialogue, catalogue, cited))
        for step, answer in zip(dialogue.turns, answers, strict=True)
    ]


def _faults(
    step: Step, answer: Answer, answers: Sequence[Answer], dialogue: Dialogue, catalogue: Catalogue, cited: bool
) -> Iterator[str]:
    language = step.language or dialogue.language
    if answer.language != language:
        yield f"answered in {answer.language}"
    is_nothing = answer.text == nothing_before(step.ask, answer.language, catalogue).text
    if is_nothing != step.nothing:
        yield "said that there is nothing before it" if is_nothing else "did not say that there is nothing before it"
    if step.alone and answer.understood_as is not None:
        yield f"carried something: {answer.understood_as}"
    carries = not (step.alone or step.nothing or step.courtesy)
    if carries and answer is not answers[0] and answer.understood_as is None:
        yield "carried nothing"
    if step.courtesy and (answer.understood_as is not None or answer.matches or answer.citations):
        yield f"took a courtesy for a question: {answer.understood_as or answer.text}"
    asked = constraints_from(answer.constraints)
    if step.find is not None:
        yield from _searched(step, answer, asked, answers)
    if step.of:
        yield from _told(step, asked, answers, catalogue)
    if step.search:
        yield from _documents(step, answer, asked)
    if step.cites and cited and not any(one.document_id.startswith(step.cites) for one in answer.citations):
        yield f"does not cite {step.cites} but {sorted({one.document_id for one in answer.citations})}"


def _searched(step: Step, answer: Answer, asked: Constraints, answers: Sequence[Answer]) -> Iterator[str]:
    if asked.intent not in (("count",) if step.count else ("list", "alternatives")):
        yield f"read as {asked.intent}"
    if asked.limit != step.limit:
        yield f"limit {asked.limit} instead of {step.limit}"
    left_out = frozenset(one for each in step.except_ for one in _entries(each, answers))
    right = expected(step.wish(), left_out).matches
    found = {str(match["id"]) for match in answer.matches}
    if step.limit is None and found != right:
        yield f"entries {sorted(found)} instead of {sorted(right)}"
    if not found <= right:
        yield f"entries {sorted(found - right)} should not be there"


def _told(step: Step, asked: Constraints, answers: Sequence[Answer], catalogue: Catalogue) -> Iterator[str]:
    right = tuple(one for each in step.of for one in _entries(each, answers))
    if set(asked.entries) != set(right):
        yield f"about {list(asked.entries)} instead of {list(right)}"
    wanted = "compare" if step.compare else "fact" if step.facts or step.test else "describe"
    if asked.intent != wanted:
        yield f"read as {asked.intent} instead of {wanted}"
    told = {field for field in (asked.fact_field, *asked.more_facts) if field}
    if step.facts and told != set(step.facts):
        yield f"facts {sorted(told)} instead of {sorted(step.facts)}"
    if step.test:
        yield from _tested(step.test, asked, catalogue)


def _tested(test: Values, asked: Constraints, catalogue: Catalogue) -> Iterator[str]:
    if not asked.yes_no:
        yield "not put to the test"
    products = lexicon_of(catalogue).products
    for kind, values in test.items():
        if not isinstance(values, list):
            found: object = asked.support_in_europe
        elif kind == "replaces":
            found, values = [one.label for one in asked.replaces], [products[value].label for value in values]
        else:
            found = [one[0] if isinstance(one, tuple) else one for one in getattr(asked, _FIELDS[kind])]
        if found != values:
            yield f"tests {kind} {found} instead of {values}"


def _documents(step: Step, answer: Answer, asked: Constraints) -> Iterator[str]:
    if asked.intent != "none":
        yield f"read as {asked.intent}, not searched in the documents"
    searched = fold(answer.understood_as or answer.question)
    if missing := [word for word in step.search if fold(word) not in searched]:
        yield f"searched {searched!r} without {missing}"


def _entries(place: str, answers: Sequence[Answer]) -> tuple[str, ...]:
    """An id, or what stands at a place of an earlier answer: "1:2", "1:-1", "1:all"; the place itself where the
    earlier answer is too short.
    """
    turn, _, at = place.partition(":")
    if not at:
        return (place,)
    found = tuple(str(match["id"]) for match in answers[int(turn) - 1].matches)
    if at == "all":
        return found[:SHOWN]
    start = int(at) - 1 if int(at) > 0 else len(found) + int(at)
    return found[start : start + 1] or (place,)
