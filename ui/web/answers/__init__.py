"""An answer outside its conversation: ``blocks`` lays it out, ``routes`` exports it and shares it by a link.

``store`` keeps the shared ones.
"""
