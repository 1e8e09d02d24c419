"""A class at once: many submissions, judged by many judges, each thing once, and nothing lost."""
