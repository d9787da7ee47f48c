"""Makes the corpus pages that also exist as PDF: ``write`` says which and when they are out of date.

``content`` turns Markdown into paragraphs, ``typeset`` breaks them into lines and pages (no I/O), ``draw`` puts the
pages on paper.  What the front matter says travels in the PDF's metadata, see ``ingest.readers.pdf_metadata``.
"""
