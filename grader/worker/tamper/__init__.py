"""Evidence of tampering: what a program did that only somebody does who wants to get at the worker.

Nothing in Python keeps code from the interpreter that it runs in, and whoever holds one frame, function or instance
of ours holds all that we report. Our modules are out of reach by name (`vault`, `interleave.hidden`); the ways that
remain go through the interpreter itself, and the interpreter raises an audit event (PEP 578) *before* it hands
anything over. `watch` hears these events and keeps a notice; it travels with the next answer, and our side holds the
grade for review. `audited` has the interpreter raise two events more than it does by itself. Frames are nothing to hide from
a program as long as none leads to ours: `frames` takes that way away.

A hook is no sandbox (PEP 578 says so): a bug in CPython that corrupts memory goes unheard. What counts is that a
notice is no verdict: a person sees the line, and decides.
"""

from grader.worker.tamper import audited
from grader.worker.tamper.watch import Watch

__all__ = ["Watch", "audited"]
