"""The other side of the wall: what runs a student's code, started alone, in an isolated interpreter (see `main`).

A zygote forks keepers (`zygote`, `keeper`), each of which sees one submission's workers through at a time (`monitor`): below it
a mould has the submission laid out, and forks them (`mould`). Where there is no fork a worker is a fresh interpreter. A
worker answers requests over the wire (`wire`, `values`, `service`, `jobs`); the student's code runs under the engine, or for
real (`really`). Nothing here knows the suite.
"""
