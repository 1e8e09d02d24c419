"""Grades that stay: what was judged, how, when, and what people said over it."""

FILE = "gradebook.sqlite"
"""What the gradebook in an output folder is called."""
