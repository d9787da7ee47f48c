"""publiccode.yml, the metadata standard of European administrations, read into catalogue entries and written from them.

``model`` is the shape of a file, with no rule but types; ``reading`` gets it from text; ``conformity`` holds the rules
of the standard's version 0.7.  ``importing`` makes a catalogue entry of a file, ``exporting`` a file of an entry.
``categories.yml`` and ``vocabulary.yml`` are the standard's lists with their meaning here; ``licences`` does SPDX
expressions; ``placing``, ``facts`` and ``texts`` each make some fields of an entry.
``docs/publiccode.md`` says what becomes what, and why.
"""
