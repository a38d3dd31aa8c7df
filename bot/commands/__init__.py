"""Commands, declared once as data: what they take, what they do, how the result is shown."""
