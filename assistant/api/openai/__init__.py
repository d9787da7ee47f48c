"""The assistant as a model of the OpenAI API: ``/v1/models`` and ``/v1/chat/completions``.

``routes`` takes a request of ``models``; ``conversation`` plays the earlier messages again; ``rendering`` makes the
text of a message; ``completion`` makes the response, whole or in chunks; ``errors`` gives problems this API's shape.
"""
