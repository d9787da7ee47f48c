"""Question to evidence: ``retriever`` gathers candidates from both halves of the index, ``ranking`` orders them."""
