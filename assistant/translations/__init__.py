"""French and English words that translate each other."""
