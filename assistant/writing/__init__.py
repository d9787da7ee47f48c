"""Writers: what the answer says and cites.

``extractive`` quotes sentences: ``sentences`` scores them, ``support`` decides whether they answer, ``choice`` picks
the few.  ``typed`` says what the catalogue's facts give.  ``draft`` numbers the citations of both.
"""
