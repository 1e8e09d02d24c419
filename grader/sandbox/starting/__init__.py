"""How a worker comes to life on each system, who keeps ready ones, and how all that was started comes to its end."""
