"""What all tests share: properties are tried on the same examples every time, and take the time they take."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
