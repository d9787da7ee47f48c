"""Readers: one source's bytes to documents.

``read`` picks the reader by the file name's ending.  Every reader is a function from a ``RawFile`` to the documents
in it (one, but for catalogues and CSV files), and raises ``ReadError`` with a reason a person can act on.
"""
