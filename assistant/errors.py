"""What can go wrong between a question and its answer.

AssistantError
 ├─ SettingsError     an EUROCOMMONS_ setting is unknown or has a wrong value
 ├─ QuestionError     the question cannot be answered as asked (too long)
 │   ├─ EmptyQuestion    it has no word
 │   └─ NoDossierError   a dossier was asked for a question that selects no solution
 ├─ FilterError       a filter of the catalogue has a value that no entry could have
 ├─ UnknownDocument   no document has this id
 ├─ SessionsError     the conversations cannot be read or written
 ├─ ModelFailure      the language model gave no usable text
 └─ NotReady          the assistant is not loaded yet, or there is no index
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.database import Trouble
from assistant.texts import message
from ingest.messages import Message, SaidError, Several


class AssistantError(Exception):
    """Base of every error raised in ``assistant``; the message says what happened and what to do."""


class SettingsError(SaidError, AssistantError):
    """Settings are unknown or have a wrong value, one message each."""

    def __init__(self, problems: Sequence[Message]) -> None:
        super().__init__(Several(problems, " "))


class QuestionError(AssistantError):
    """The question cannot be answered as asked."""


class EmptyQuestion(SaidError, QuestionError):
    """The question has no letter."""

    def __init__(self) -> None:
        super().__init__(message("empty_question"))


class NoDossierError(QuestionError):
    """The question selects no solution of the catalogue: it is about something else, or only counts."""

    def __init__(self, message: str, question: str) -> None:
        super().__init__(message)
        self.question = question


class FilterError(SaidError, ValueError, AssistantError):
    """A filter of the catalogue has a value that no entry could have."""

    def __init__(self, field: str, value: str, key: str = "not_one_of", **values: str) -> None:
        super().__init__(message(key, field=field, value=value, **values))
        self.field = field
        self.value = value


class UnknownDocument(AssistantError):
    """No document has this id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(f"no document has the id {document_id!r}: take an id from a citation or from a search hit")
        self.document_id = document_id


class SessionsError(AssistantError):
    """The conversations cannot be read or written; ``reason`` is why in the database's words."""

    def __init__(self, place: str, reason: str, trouble: Trouble = "unusable") -> None:
        super().__init__(
            f"the conversations in {place} cannot be used ({reason}): nothing in it was changed; {_ADVICE[trouble]}"
        )
        self.place = place
        self.reason = reason
        self.trouble = trouble


_ADVICE: dict[Trouble, str] = {
    "busy": "another program is writing to it: ask again once it has done",
    "read_only": "give this user the right to write the file and its folder",
    "full": "make room on the disk",
    "damaged": "repair it, or move it away and a new one is made",
    "unusable": "repair it, or move it away and a new one is made",
}


class ModelFailure(AssistantError):
    """The language model gave no usable text.

    ``code`` says how: "unreachable", "timeout" (no word in time), "too_slow", "cut_off", "refused" (the key),
    "not_found" (the model or the address), "busy", "server_error", "bad_request", "garbage", "empty".  What the server
    said is left out: it may repeat the key.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"the language model failed: {code}{f' ({detail})' if detail else ''}")
        self.code = code


class NotReady(SaidError, AssistantError):
    """The assistant cannot answer yet."""
