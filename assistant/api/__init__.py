"""The HTTP entry point, an outer layer: it validates, calls the assistant, and shapes errors (RFC 9457)."""
