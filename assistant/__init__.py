"""Question to cited answer.

Read ``answer`` first: understanding, retrieval, evidence, writer, citation check, in that order.
"""
