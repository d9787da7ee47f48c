"""Several questions in one message: where each begins, and one answer made of theirs.

"What is SecNumCloud, who grants it, and how many control points are there?" is three questions, the second and third of
which go on from the one before, like the turns of a conversation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import zip_longest

from assistant.asking import leans
from assistant.conversation.session import Asked
from assistant.conversation.state import Turn
from assistant.events import Event, Heartbeat, Source, Understood, deltas, telling
from assistant.records import Answer, Citation, Sentence, Status, Verification
from assistant.understanding import Question
from assistant.writing.extractive import MAX_FOLLOW_UPS
from assistant.writing.texts import text as in_words
from ingest.lexical import fold, surface_terms
from ingest.records import Language
from ingest.sentences import split_sentences

MAX_QUESTIONS = 5
"""A message of more is searched as a whole: it is a list that somebody pasted."""

_LEAST_WORDS = 3
"""Fewer are no question by themselves: "when and where is the event?" is one question."""

_AUXILIARIES = "is|are|was|were|does|do|did|can|could|should|has|have|will"
_SUBJECTS = "it|they|there|he|she|this|that|the|we|you|i|an?"
_ASKING = (
    r"(?:(?:par|de|a|depuis|pour|avec|sur|dans|en) )?(?:qui|quoi|quand|quels?|quelles?|combien)\b"
    r"|ou\b|comment\b|pourquoi\b|qu'est\b|qu'en\b|d'ou\b"
    r"|que (?:fait|font|signifie|veut|faut|dit|contient|couvre|propose|devien)"
    r"|est-ce\b|ce qu(?:'|e\b)|(?:faut|peut|doit|existe|y a)-(?:t-)?(?:il|on|elle)s?\b"
    r"|(?:(?:by|of|to|for|with|on|in|since) )?(?:who|whose|what|when|where|which)\b|why\b|how\b"
    rf"|(?:{_AUXILIARIES}) (?:{_SUBJECTS})\b"
    r"|(?:je (?:veux|voudrais)|j'aimerais|i want to|i would like to|i'd like to|do you|savez-vous|sais-tu)"
    r" (?:savoir|know)\b"
    r"|(?:(?:peux-tu|pouvez-vous|can you|could you|please) )?(?:(?:me |nous )?(?:dire|donner|expliquer|lister)\b"
    r"|(?:dis|dites|donne|donnez)[ -](?:moi|nous)\b|(?:explique|expliquez|liste|listez|presente|presentez)\b"
    r"|(?:tell|give|show) (?:me|us)\b|explain\b|list\b|describe\b)"
)
"""How a clause begins that asks, folded."""
_LINKS = r"(?:et|and|puis|then|ensuite|sinon|mais|but|ainsi que)(?: (?:also|aussi|instead|plutot|surtout))?"
_ASKS = re.compile(rf"\W*(?:{_LINKS}\b,? )*(?:{_ASKING})")
_YES_NO = re.compile(rf"\W*(?:{_AUXILIARIES})\b|.*\w-(?:t-)?(?:ils?|elles?|on|nous|vous|ce)\b")
"""« EuroCommons est-il ... », "Is Proxmox ...": a clause that asks without a word for it."""
_JOINT = re.compile(rf"(?:\s*[,;:]\s*|\s+)(?:{_LINKS}\s+)+(?=(?:{_ASKING}))|\s*[,;]\s*(?=(?:{_ASKING}))")
_MARK = re.compile(r"\[(\d+)\]")
_RELATIVE = re.compile(r"\w\s+(?:qui|que|dont|that|which|who)\b")
"""« les acteurs qui pilotent »: what follows « et qui » then says more of the same."""
_SUBORDINATE = re.compile(
    r"\W*(?:(?:depuis|maintenant|alors|bien|apres|avant) que?\b|puisque|comme|si\b|s'|quand|lorsque?|selon|d'apres|vu\b"
    r"|since|as\b|if\b|when|now that|because|although|while|given|according|after|before)"
)
_NAME = re.compile(r"(?<=[\w,'’] )\w*[A-Z]\w*[a-z]\w*")
_OPENS_COMPLEMENT = re.compile(
    r"(?:par|de|a|depuis|pour|avec|sous|sur|dans|en|by|of|to|for|with|on|in|since|under) (?:qu|wh)"
)
"""« par quels pays » asks more of the clause before it."""
_OPENS_RELATIVE = re.compile(r"(?:qui|which|who|that)\b")
_OPENS_SUBORDINATE = re.compile(r"(?:qui|which|who|quand|when|ou|where|ce qu)\b")


def questions_in(text: str, language: Language) -> tuple[str, ...]:
    """The questions of a message, each with the words before it that ask nothing; one where it asks one thing."""
    clauses = _clauses(text, language)
    questions: list[str] = []
    before = ""
    for clause in clauses:
        before = f"{before} {clause}".strip()
        if _is_asking(clause) and _is_whole(clause):
            questions.append(before)
            before = ""
    if before and questions:
        questions[-1] = f"{questions[-1]} {before}"
    return tuple(questions) if 1 < len(questions) <= MAX_QUESTIONS else (text,)


def what_is_asked(text: str, language: Language) -> str:
    """The only clause of a message that asks, without those that tell or order; as it was if there are more.

    What the question takes for granted stays: « Depuis que ... », and whatever tells something of another name.
    """
    clauses = _clauses(text, language)
    asking = [clause for clause in clauses if _is_asking(clause)]
    if len(asking) != 1 or not _is_whole(asking[0]) or leans(asking[0]) or not surface_terms(asking[0]):
        return text
    others = [clause for clause in clauses if clause not in asking]
    if any(_SUBORDINATE.match(_flat(other)) or _names(other) - _names(asking[0]) for other in others):
        return text
    return asking[0]


def _names(clause: str) -> set[str]:
    return set(_NAME.findall(clause))


def _clauses(text: str, language: Language) -> list[str]:
    """A message, cut between its sentences and before each « et qui … », ", how many ..." of a sentence that asks."""
    return [clause for span in split_sentences(text, language) for clause in _cut(text[span.start : span.end])]


def _cut(sentence: str) -> list[str]:
    """The clauses of a sentence; one too short to ask by itself stays with the one before it."""
    flat, clauses, start = _flat(sentence), [], 0
    joints = list(_JOINT.finditer(flat))
    last_linked = max((joint.start() for joint in joints if joint[0].strip(" ,;:")), default=0)
    joints = [joint for joint in joints if not _says_more(flat, joint, listed=joint.start() < last_linked)]
    for joint, following in zip_longest(joints, joints[1:]):
        rest = flat[joint.end() : following.start() if following else None]
        if _is_whole(flat[start : joint.start()]) and _is_whole(rest):
            clauses.append(sentence[start : joint.start()])
            start = joint.end()
    return [*clauses, sentence[start:]]


def _says_more(flat: str, joint: re.Match[str], *, listed: bool) -> bool:
    """Whether what follows depends on what came before: « les éditeurs qui ... et qui ... », ", when it is hosted".

    In a list, "what is it, who grants it and how many ...", it does not.
    """
    before, rest = flat[: joint.start()], flat[joint.end() :]
    if joint[0].strip(" ,;:"):
        return bool(_OPENS_RELATIVE.match(rest) and _RELATIVE.search(before))
    return not listed and bool(_OPENS_SUBORDINATE.match(rest))


def _is_asking(clause: str) -> bool:
    flat = _flat(clause)
    return clause.rstrip().endswith("?") or bool(_ASKS.match(flat) or _YES_NO.match(flat))


def _is_whole(clause: str) -> bool:
    least = _LEAST_WORDS + bool(_OPENS_COMPLEMENT.match(_flat(clause)))
    return len(re.findall(r"\w+", clause)) >= least


def _flat(text: str) -> str:
    """The text folded character by character, so that places in it are places in the text."""
    return "".join(folded if len(folded := fold(character)) == 1 else character for character in text)


def answer_each(
    whole: Asked,
    parts: Sequence[Question],
    read: Callable[[Question, Sequence[Turn]], Asked],
    answer: Callable[[Asked, Sequence[Answer]], Generator[Event, None, Answer]],
    turn_of: Callable[[Asked, Answer], Turn],
) -> Generator[Event, None, tuple[Asked, Answer] | None]:
    """Answer each question after those before it, then tell the whole; None where nothing is answered, a table is, or
    the message searched as a whole says more than its parts.

    Nothing is told before all is known: whether the whole is answered comes first.
    """
    asked: list[Asked] = []
    answers: list[Answer] = []
    looked_in: list[Source] = []
    for part in parts:
        asked.append(read(part, [turn_of(*one) for one in zip(asked, answers, strict=True)]))
        answers.append((yield from _kept(answer(asked[-1], answers), looked_in)))
    if all(one.status == "abstained" for one in answers) or any(one.comparison for one in answers):
        return None
    if any(map(_is_weak, answers)) and _adds((yield from _kept(answer(whole, answers), looked_in)), answers):
        return None  # « D'où viennent vos informations, quelle est la source ? » asks the same thing twice
    told = " ".join(one.told or one.question.asked for one in asked) if any(one.told for one in asked[:1]) else None
    if told:
        yield Understood(told)
    yield from dict.fromkeys(looked_in)
    joined = one_answer([one.question.asked for one in asked], answers)
    yield from telling(joined)
    return replace(asked[-1], told=told), joined


def _is_weak(answer: Answer) -> bool:
    """Whether nothing was found, not even that it is unknown."""
    return answer.sentences[0].text == in_words("abstained_weak", answer.language)


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
    if _is_weak(answer):
        said = Sentence(in_words("weak_of", answer.language, question=asked))
        return replace(answer, text=said.text, sentences=(said,), citations=())
    if first.text != in_words("abstained_gap", answer.language):
        return answer
    said = Sentence(in_words("gap_of", answer.language, question=asked))
    return replace(answer, text=answer.text.replace(first.text, said.text, 1), sentences=(said, *rest))


def _without_repeats(answers: Sequence[Answer]) -> list[Answer]:
    """The answers without what one before them says, unless it is all that they say."""
    kept: list[Answer] = []
    said: set[str] = set()
    for answer in answers:
        new = [delta for delta in deltas(answer) if delta.sentence not in said]
        said |= {sentence.text for sentence in answer.sentences}
        if 0 < len(new) < len(answer.sentences):
            told = tuple(Sentence(delta.sentence, delta.citations) for delta in new)
            answer = replace(answer, sentences=told, text="".join(delta.text for delta in new).strip())
        kept.append(answer)
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
