"""Finds the glossary's terms in a whole message."""

MAX_MESSAGE = 4_000
"""Characters of a message that are looked at: the most that Discord or Slack sends as one message."""
