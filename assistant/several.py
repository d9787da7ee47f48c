"""Several questions in one message, answered one after another, and one answer made of theirs.

"What is SecNumCloud, who grants it, and how many control points are there?" is three questions, the second and third of
which go on from the one before, like the turns of a conversation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace

from assistant.alone import finds_nothing
from assistant.conversation.session import Asked
from assistant.conversation.state import Turn
from assistant.events import Event, Heartbeat, Source, Understood, deltas, telling
from assistant.records import Answer, Citation, Sentence, Status, Verification
from assistant.understanding import Question
from assistant.writing.extractive import MAX_FOLLOW_UPS
from assistant.writing.texts import text as in_words

_MARK = re.compile(r"\[(\d+)\]")


def answer_each(
    whole: Asked,
    parts: Sequence[Question],
    read: Callable[[Question, Sequence[Turn]], Asked],
    answer: Callable[[Asked, Sequence[Answer]], Generator[Event, None, Answer]],
    turn_of: Callable[[Asked, Answer], Turn],
) -> Generator[Event, None, tuple[Asked, Answer] | None]:
    """Answer each question after those before it, then tell the whole; None where nothing is found, a table is, or the
    message searched as a whole says more than its parts.

    Nothing is told before all is known: whether the whole is answered comes first.
    """
    asked: list[Asked] = []
    answers: list[Answer] = []
    looked_in: list[Source] = []
    for part in parts:
        asked.append(read(part, [turn_of(*one) for one in zip(asked, answers, strict=True)]))
        answers.append((yield from _kept(answer(asked[-1], answers), looked_in)))
    if all(map(finds_nothing, answers)) or any(one.comparison for one in answers):
        return None
    if any(map(finds_nothing, answers)):
        # « D'où viennent vos informations, quelle est la source ? » asks the same thing twice
        as_whole = yield from _kept(answer(whole, answers), looked_in)
        unknown = all(one.status == "abstained" for one in answers)
        if _adds(as_whole, answers) or (unknown and not finds_nothing(as_whole)):
            return None
    told = " ".join(one.told or one.question.asked for one in asked) if any(one.told for one in asked[:1]) else None
    if told:
        yield Understood(told)
    yield from dict.fromkeys(looked_in)
    joined = one_answer([one.question.asked for one in asked], answers)
    yield from telling(joined)
    return replace(asked[-1], told=told), joined


def _adds(whole: Answer, parts: Sequence[Answer]) -> bool:
    """Whether an answer says what no part of it does."""
    said = {sentence.text for part in parts for sentence in part.sentences}
    return whole.status == "answered" and any(sentence.text not in said for sentence in whole.sentences)


def _kept(told: Generator[Event, None, Answer], looked_in: list[Source]) -> Generator[Event, None, Answer]:
    """An answer that is not told yet, but for the wait; its sources are kept."""
    with closing(told):
        while True:
            try:
                event = next(told)
            except StopIteration as end:
                answer: Answer = end.value
                return answer
            if isinstance(event, Source):
                looked_in.append(event)
            elif isinstance(event, Heartbeat):
                yield event


def one_answer(questions: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """The answers to the questions of a message as one, a paragraph each; its citations are numbered through.

    ``matches`` are those of all; what else the next turn may point to is the last answer's.
    """
    citations: dict[tuple[str, int, int], Citation] = {}
    parts = _without_repeats([_renumbered(_told(*one), citations) for one in zip(questions, answers, strict=True)])
    matches = {str(one["id"]): one for answer in answers for one in answer.matches}
    follow_ups = dict.fromkeys(one for answer in answers for one in answer.follow_ups)
    return replace(
        answers[-1],
        status=_status([answer.status for answer in answers]),
        text="\n\n".join(part.text for part in parts),
        sentences=tuple(sentence for part in parts for sentence in part.sentences),
        citations=tuple(citations.values()),
        matches=tuple(matches.values()),
        follow_ups=tuple(follow_ups)[:MAX_FOLLOW_UPS],
        writer="llm" if any(answer.writer == "llm" for answer in answers) else "extractive",
        verification=_verification([answer.verification for answer in answers]),
    )


def _told(question: str, answer: Answer) -> Answer:
    """An answer, which says what it does not answer in place of what else the documents are about."""
    first, *rest = answer.sentences
    asked = question.strip(" ?.,;:\u00a0\u202f")
    if finds_nothing(answer):
        said = Sentence(in_words("weak_of", answer.language, question=asked))
        return replace(answer, text=said.text, sentences=(said,), citations=())
    if first.text != in_words("abstained_gap", answer.language):
        return answer
    said = Sentence(in_words("gap_of", answer.language, question=asked))
    return replace(answer, text=answer.text.replace(first.text, said.text, 1), sentences=(said, *rest))


def _without_repeats(answers: Sequence[Answer]) -> list[Answer]:
    """The answers without what one before them says."""
    kept: list[Answer] = []
    said: set[str] = set()
    for answer in answers:
        new = [delta for delta in deltas(answer) if delta.sentence not in said]
        said |= {sentence.text for sentence in answer.sentences}
        if len(new) < len(answer.sentences):
            told = tuple(Sentence(delta.sentence, delta.citations) for delta in new)
            answer = replace(answer, sentences=told, text="".join(delta.text for delta in new).strip())
        kept += [answer] if new else []
    return kept


def _renumbered(answer: Answer, citations: dict[tuple[str, int, int], Citation]) -> Answer:
    """The answer with the numbers that its quotes have among ``citations``, to which they are added."""
    numbers: dict[int, int] = {}
    for one in answer.citations:
        kept = citations.setdefault((one.document_id, one.start, one.end), replace(one, n=len(citations) + 1))
        numbers[one.n] = kept.n
    marked = _MARK.sub(lambda mark: f"[{numbers[int(mark[1])]}]" if int(mark[1]) in numbers else mark[0], answer.text)
    sentences = (
        Sentence(sentence.text, tuple(numbers[n] for n in sentence.citations)) for sentence in answer.sentences
    )
    return replace(answer, text=marked, sentences=tuple(sentences))


def _status(statuses: Sequence[Status]) -> Status:
    return statuses[0] if len(set(statuses)) == 1 else "partial"


def _verification(parts: Sequence[Verification]) -> Verification:
    return Verification(
        checked=sum(part.checked for part in parts),
        kept=sum(part.kept for part in parts),
        rewritten=sum(part.rewritten for part in parts),
        dropped=tuple(dropped for part in parts for dropped in part.dropped),
        fallback=next((part.fallback for part in parts if part.fallback), None),
        message=" ".join(dict.fromkeys(part.message for part in parts if part.message)),
    )
