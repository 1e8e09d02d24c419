"""`multiprocessing` under control, simulated: every process is an actor with a namespace of its own, on one thread.

A process is a `SimProcess` whose main actor runs the student's code: under `spawn` in a namespace where the main
module was executed afresh, under `fork` in a copy of the parent's (`memory`). What processes share are `Shared`
objects behind handles; everything else that passes between them is pickled and unpickled, so that it is copied, loses
its identity and fails as it does in life. Time, order and the ends of processes are the scheduler's.

Where a model has to choose, it does what CPython was seen to do; the tests name what was looked at.
"""

from .standins import MODELS

__all__ = ["MODELS"]
