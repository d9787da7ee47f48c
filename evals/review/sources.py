"""Reads what was not answered well: opinions of readers, and the turns of conversations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from sqlalchemy.exc import SQLAlchemyError

from assistant.conversation.state import Turn
from assistant.conversation.store import SessionStore
from assistant.database import place
from assistant.errors import SessionsError
from assistant.feedback import Feedback, FeedbackStore
from assistant.settings import Settings
from assistant.understanding import is_courtesy
from evals.errors import ReviewError
from evals.review.candidates import Asked, Why
from ingest.language import detect_text

MAX_OPINIONS = 20_000


def asked_in_use(settings: Settings) -> list[Asked]:
    """Every time that a question was disliked, abstained on or answered in part; conversations are kept 30 days.

    Raises:
        ReviewError: the database cannot be read.
    """
    try:
        with (
            closing(FeedbackStore(settings.database)) as feedback,
            closing(SessionStore(settings.sessions_database)) as store,
        ):
            disliked = feedback.newest(MAX_OPINIONS, "down")
            return [*_disliked(disliked, store), *_unanswered(disliked, store)]
    except SQLAlchemyError as error:
        raise ReviewError("opinions_unreadable", place=place(settings.database), error=error) from error
    except SessionsError as error:
        raise ReviewError("as_is", text=error) from error


def _disliked(opinions: Sequence[Feedback], store: SessionStore) -> Iterator[Asked]:
    for opinion in opinions:
        turns = store.turns(opinion.session_id) if opinion.session_id else []
        number = next(
            (n for n, turn in reversed([*enumerate(turns)]) if turn.answer.question == opinion.question), None
        )
        turn = turns[number] if number is not None else None
        yield Asked(
            question=opinion.question,
            language=turn.answer.language if turn else detect_text(opinion.question, "fr"),
            why=("disliked", *(_weakness(turn) if turn else ())),
            at=opinion.created_at,
            before=_before(turns, turn),
            answer=turn.answer if turn else None,
            snapshot=opinion.snapshot or (turn.answer.snapshot if turn else ""),
            reasons=opinion.reasons,
            comment=opinion.comment,
        )


def _unanswered(disliked: Sequence[Feedback], store: SessionStore) -> Iterator[Asked]:
    """The weak turns that no opinion is about: one that is disliked besides was asked once."""
    told = {(opinion.session_id, opinion.question) for opinion in disliked}
    for kept in store.of_status("abstained", "partial"):
        turn = kept.turn
        asks = turn.standalone and not is_courtesy(turn.answer.question)
        if asks and (kept.session_id, turn.answer.question) not in told:
            turns = store.turns(kept.session_id) if turn.answer.understood_as else []
            yield Asked(
                question=turn.answer.question,
                language=turn.answer.language,
                why=_weakness(turn),
                at=kept.at,
                before=_before(turns, turn),
                answer=turn.answer,
                snapshot=turn.answer.snapshot,
            )


def _weakness(turn: Turn) -> tuple[Why, ...]:
    return (turn.answer.status,) if turn.answer.status != "answered" else ()


def _before(turns: list[Turn], turn: Turn | None) -> str:
    """What a follow-up goes on from: the last question before it that asked something, in words that stand alone."""
    if turn is None or not turn.answer.understood_as or turn not in turns:
        return ""
    earlier = [one.standalone for one in turns[: turns.index(turn)] if one.standalone]
    return earlier[-1] if earlier else ""
