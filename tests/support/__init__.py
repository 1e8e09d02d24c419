"""Builders that hide the noise."""
