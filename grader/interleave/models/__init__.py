"""The standard library under control: one model a file, and the table that puts them in place.

What a student's program imports during a run is not the real `threading`, `queue` or `time` but a model of the same
name, face and behaviour that acts through the scheduler (see the how-to atop `run/scheduler.py`). Models are put in
place by *substitution*: a `ModelModule` names the module and builds its stand-in from the real one (a copy of its
namespace with some names replaced); `surroundings.standins` puts all of them in `sys.modules` for the time of the
exploration and takes them out again. The real modules are never touched, so the engine and the rest of the standard
library keep working, and undoing cannot be forgotten. Stand-ins hold no state: all of it hangs on the run.
"""
