"""Conversation: what a session keeps, and how a follow-up becomes a question that stands alone.

``resolve`` reads a follow-up against the turns before it (``told``, ``state``) with the cues of ``words.yml``;
``fragments`` and ``subjectless`` tell one from a question that stands alone, ``pointing`` finds the entries that it
points to, ``merging`` joins its criteria to those of before, ``facts`` tries the moves on the catalogue one after the
other (``bare_cues``, ``leaving_out``, ``comparisons``, ``narrowing``, ``other_entries``), ``documents`` says what to
search, ``saying`` tells how it was understood.
``store`` keeps the turns in a database, so that a conversation survives a restart.
"""
