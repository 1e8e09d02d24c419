"""Yield points by rewriting: the program's syntax tree gets a call just before each act that others could notice.

The file is untouched and line numbers stay. Nothing watches the interpreter (no settrace, no bytecode), so the same
program has the same steps on every version of Python. `scope` finds out which names can be shared, `rewrite` puts
the calls in, `sites` is what they call.
"""

from .rewrite import instrument
from .sites import Sites
from .survey import Survey, survey

__all__ = ["Sites", "Survey", "instrument", "survey"]
