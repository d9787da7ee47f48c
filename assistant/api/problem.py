"""One problem of RFC 9457."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, in one language."""

    kind: str
    status: int
    title: str
    detail: str
    errors: Sequence[Mapping[str, Any]] = ()
    headers: Mapping[str, str] | None = None

    def body(self, instance: str) -> dict[str, Any]:
        fields = {"errors": list(self.errors)} if self.errors else {}
        return {
            "type": f"urn:eurocommons:problem:{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            **fields,
        }
