"""What all tests share: properties are tried on the same examples every time, and take the time they take."""

from hypothesis import HealthCheck, settings

# How fast the machine is decides nothing, neither for an example nor for making them up.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
