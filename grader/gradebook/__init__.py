"""Grades that stay: what was judged, how, when, and what people said over it."""
