"""Sources to index.

Read ``records`` first (what a document and a chunk are), then ``pipeline`` (one source after another through
``readers``, ``chunking`` and ``embedding`` into ``store``).
"""
