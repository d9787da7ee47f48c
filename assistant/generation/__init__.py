"""A language model writes, and what it writes is checked before anyone reads it.

``chat_model`` asks the model (LangChain, there alone); ``prompts`` says what; ``thoughts``, ``marks`` and ``written``
turn its tokens into sentences with their marks; ``screening`` checks each against what it cites; ``writer`` makes the
answer of those that pass, and of quoted sentences where they are not enough.  ``rewriter`` makes follow-ups stand
alone.
"""
