"""Questions about the catalogue, answered from typed facts.

``parsing`` reads a question into ``constraints``; ``selection`` applies them to a ``Catalogue`` with ``predicates``;
``composing`` says the result in French or English, every sentence with its quotes; ``filters`` and ``matches`` serve
the HTTP API.  Pure functions; names, needs, question words and sentence templates are the YAML tables beside them.
"""
