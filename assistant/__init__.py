"""Question to cited answer.

Read ``answer`` first, then what it calls in turn: ``reading`` (what a question asks), ``answering`` (of the catalogue's
facts, or of the documents' passages) and ``passages`` (retrieval, evidence, writer, citation check).
"""
