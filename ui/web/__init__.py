"""The web page: a Gradio chat whose every sentence opens the passage that supports it.

Read ``app`` first: it lays the page out and wires its events.  ``conversation`` keeps what was said, ``reply`` turns a
question into the steps that the page shows, ``sources`` finds each quote in its document, ``views`` renders the
templates.  ``server`` puts the page and the HTTP API in one process.  All words are in ``texts.yml`` and
``examples.yml``, all colours in ``style.css`` and ``theme``.
"""
