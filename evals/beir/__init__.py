"""Retrieval suites in the BEIR shape: ``reading`` checks a folder, ``indexing`` makes an index of its corpus,
``ranking`` ranks its queries with the assistant's retriever.  ``builtin`` is a small one over the built-in corpus.
"""
