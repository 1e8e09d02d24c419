"""What one reader may read of a report (`audience`), and one file for each form that it takes.

Import the file you need: `terminal` costs next to nothing, `html` loads a template engine.
"""
