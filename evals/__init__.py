"""Measurements of the assistant: metrics are pure functions, scripts print one table each."""
