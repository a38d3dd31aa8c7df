"""The rules a body must keep before Discord takes it: its own document, and what the document leaves out."""
