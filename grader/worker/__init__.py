"""The other side of the wall: what runs a student's code, started alone, in an isolated interpreter (see `main`).

A zygote forks, for each request, a monitor and below it a worker (`zygote`, `monitor`); where there is no fork the
worker is a fresh interpreter. A worker answers requests over the wire (`wire`, `values`, `service`, `jobs`); the
student's code runs under the engine, or for real (`really`). Nothing here knows the suite.
"""
