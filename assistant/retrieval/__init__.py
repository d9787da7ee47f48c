"""Question to evidence: ``retriever`` gathers candidates from both halves of the index, ``ranking`` orders them.

``cosines`` and ``places`` tell what the vectors and the order of passages say.  ``reranker`` has the last word on the
best candidates, where a setting names a cross-encoder.
"""
