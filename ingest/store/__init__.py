"""The index on disk: SQL tables of documents and chunks, vectors in Chroma, words in a lexical index.

The SQL tables are the truth; vectors and words follow from them.  ``writer`` changes the index, one transaction a
batch; ``index`` reads it.  ``chromadb`` is imported in ``vectors`` alone.
"""

from ingest.store.index import DocumentRow, Index, Passage, open_index, read_document_rows
from ingest.store.location import read_snapshot

__all__ = ["DocumentRow", "Index", "Passage", "open_index", "read_document_rows", "read_snapshot"]
