"""Into every LMS: what a platform gives becomes a report, and a report becomes what the platform takes.

`run` is the story. Each platform has one module (places, occasion, files); `marked` is what they share.
"""
