"""Values that travel by copy, and handles for those that do not.

A value is copied when its *exact* type is one of the plain ones: a subclass may lie about itself, so it stays
where it is and only a handle travels. What arrives is rebuilt from JSON into exact builtins, decimal numbers, dates, `Record`s and
whatever the `handle` function makes of a handle; anything else is a WireError.

JSON scalars stand for themselves where JSON keeps them exactly. Everything else is a list that begins with a
tag: `["t", …]` a tuple, `["d", [key, value], …]` a dict, `["i", "hex"]` a large int, and so on.
"""

from grader.worker.values.bounds import TooLarge
from grader.worker.values.decode import decode
from grader.worker.values.encode import encode
from grader.worker.values.record import Record, name_of

__all__ = ["Record", "TooLarge", "decode", "encode", "name_of"]
