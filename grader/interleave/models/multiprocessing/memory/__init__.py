"""What `fork` does: the child begins with a copy of its parent's memory.

Everything that the submission's modules reach is copied, each object once, so that what was one object in the parent
is one object in the child: functions get the child's globals, classes are made anew and their instances follow them.
Modules of the standard library, their own objects and the engine's stay what they are, and whatever has a method
`as_forked(copy)` decides for itself (the shared half of a `Value` *is* shared, a thread's lock keeps its state).

The copy is made while nobody else runs, so none of the student's code may be called: no `__deepcopy__`, no
`__reduce__`, no `__init__`. (`__hash__` of keys is the exception that cannot be avoided.) Containers are made empty
and filled from a list of things to do, so that a long chain of objects needs no deep stack; keys are put in last,
when what their hash looks at is there. What cannot be copied — a generator, an open file — stays one object for both
and is reported: from there on nothing is proved.
"""

from .copy import MemoryCopy, for_main_of

__all__ = ["MemoryCopy", "for_main_of"]
