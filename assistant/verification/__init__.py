"""Citation check: does the cited evidence support the sentence?

``checker.py`` judges claims against their quotes; ``values``, ``names``, ``cues`` and ``roles`` are what it compares
strictly, ``meaning`` what it compares by likeness, ``crossed`` what it compares across languages,
``answers`` applies it to a whole answer.
"""
