"""Platforms: thin shells that turn their events into invocations and replies into their payloads."""
