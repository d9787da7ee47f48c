"""Question to evidence: ``retriever`` gathers candidates from both halves of the index, ``ranking`` orders them.

``reranker`` has the last word on the best of them, where a setting names a cross-encoder.
"""
