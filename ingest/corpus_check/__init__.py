"""Checks a corpus folder: ``files`` reads it, ``entries``, ``tables`` and ``pages`` hold the rules that tell one thing
from another, ``prose`` those of language and spelling, ``coverage`` counts, ``check`` runs them all."""
