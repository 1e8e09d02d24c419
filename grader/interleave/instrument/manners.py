"""What a call of something outside does to what it is given: the manner of each function that we know.

Whatever stands in no table is taken to change everything that it can reach. Where even that would not be true —
it keeps state of its own, asks the clock or the disk, starts something — it is *beyond*: it runs, but it is said that it
did. The table is in `known.py`.
"""

from __future__ import annotations

import functools
import operator
import os
import types
from collections.abc import Callable, Iterable, Mapping
from sys import stdlib_module_names
from typing import Any, Final

from ..plainly import class_of, exact
from .containers import CHANGING_METHODS, ENVIRONMENT, READING_METHODS, is_a, of_class
from .known import ASKING, MODULES, OF_A_PROCESS, TAKING_APART, Manner

ENGINE: Final = __name__.partition(".instrument")[0]
MARK: Final = ".slice"
"""A name among the builtins of all rewritten code, which no other code has but what a program makes of another's with them."""
_BUILTINS: Final = globals()["__builtins__"]
"""Where our modules are kept apart (`worker.vault`), no other code has these."""
_LIBRARY: Final = (os.path.dirname(os.path.abspath(os.__file__)) + os.sep, "<frozen ")
"""How the names of the library's files begin."""


FILES: Final = frozenset(
    ("pathlib", "glob", "shutil", "posix", "nt", "os", "genericpath", "tempfile", "fileinput", "filecmp",
     "zipfile", "tarfile", "gzip", "bz2", "lzma", "linecache", "configparser", "codecs", "xml", "runpy", "tokenize",
     "netrc", "argparse", "doctest", "mimetypes", "logging.config")
)  # fmt: skip
"""Modules of the library whose functions go to the disk itself."""
STATE_OF_MODELS: Final = frozenset(
    ("_value", "_flag", "_state", "queue", "unfinished_tasks", "is_shutdown", "_waiters", "_count", "_threads", "ident",
     "_shutdown")
)  # fmt: skip
"""Attributes by which programs look at a semaphore, an event, a future, a queue, a pool from behind."""
CLOSED: Final = "closed"
"""The attribute by which an open file tells whether it still is one."""
_BOUND: Final = (types.MethodType, types.BuiltinFunctionType, types.MethodWrapperType)
_OF_C: Final = frozenset(["builtin_function_or_method", "method_descriptor", "method-wrapper"])
"""What functions of C are called by, also those that are models."""
_GIVEN: Final[dict[Any, Manner]] = {}
"""Filled while our modules are loaded."""
_OURS: Final[set[Any]] = set()
"""Functions of models, filled before a program begins. To read it off them each time would make the interpreter tell each time, since
what a function comes from is watched (`worker.tamper`)."""
_UNCHANGING: Final = (int, float, complex, str, bytes, tuple, frozenset, range, type(None))
_ONE_STEP: Final = frozenset(
    ["randint", "randrange", "uniform", "random", "getrandbits", "copy", "getenv", "expanduser"]
)
"""Functions of the library, in Python, with one step that anybody could notice."""
_KEEPERS: Final = frozenset(["contextlib", "csv", "string", "argparse", "ChainMap", "UserList", "UserString"])
"""Classes of the library's, by name or by module, whose objects keep what they are made from, and look at it in one step at most."""
FUNCTIONS: Final = (
    types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType
)  # fmt: skip
_INTO_ATTRIBUTES: Final = frozenset(["format", "format_map"])
"""Methods of texts that look up attributes: `"{0.name}".format(thing)`."""
_NOT_ASKED: Final = frozenset(
    ["__init__", "__new__", "__call__", "__enter__", "__exit__", "__getattr__", "__setattr__", "__delattr__", "__post_init__",
     "__init_subclass__", "__replace__"]
)  # fmt: skip
"""Methods that no operator calls, no comparison and no format."""
_OF_SLOTS: Final = (types.GetSetDescriptorType, types.MemberDescriptorType)
GENERATORS: Final = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
_INTO_GENERATORS: Final = frozenset(["throw", "close", "athrow", "aclose"])
_STATIC_CALL: Final = vars(staticmethod)["__call__"]
_STATIC_FUNCTION: Final[Any] = vars(staticmethod)["__func__"].__get__
"""A `staticmethod` that is called does what its function does."""


def is_rewritten(function: Any) -> bool:
    """Whether a function comes from rewritten text."""
    if function in _OURS:
        return False
    return MARK in function.__builtins__ and not function.__code__.co_filename.startswith(_LIBRARY)


def _is_the_engines(names: Mapping[str, Any]) -> bool:
    """Whether these are the globals of a module of the engine: a name alone anybody can give."""
    return names.get("__builtins__") is _BUILTINS and str(names.get("__name__")).startswith(ENGINE)


def is_seen(names: Mapping[str, Any], builtins: Mapping[str, Any]) -> bool:
    """Whether text that runs among these names is rewritten, or a model's."""
    return MARK in builtins or _is_the_engines(names)


def is_ours(thing: object) -> bool:
    """Whether a function is a model's."""
    return type(thing) is types.FunctionType and (thing in _OURS or _is_the_engines(thing.__globals__))


def is_noted(function: types.FunctionType) -> bool:
    """Whether that is known of it without a look."""
    return function in _OURS


def note_ours(things: Iterable[object]) -> None:
    """Those of them that are functions of models will be known as that; not those that are made anew for each world."""
    for thing in things:
        function: Any = getattr(thing, "__func__", thing)  # a static method's, too
        if not is_ours(function) or function in _OURS:
            continue
        if "<locals>" not in function.__qualname__ and function.__closure__ is None:
            _OURS.add(function)


def own_function(thing: Any) -> bool:
    """Whether a function or bound method is rewritten, or a model's."""
    function = thing.__func__ if type(thing) is types.MethodType else thing
    if type(function) is not types.FunctionType or _given(function) is not None:
        return False
    return is_rewritten(function) or is_ours(function)


def runs_python(thing: Any) -> bool:
    """Whether a call of this runs a line of Python in life, and not C alone: in between others may have their turn."""
    while type(thing) is functools.partial:
        thing = thing.func
    if is_a(thing, type):
        made = (_maker(thing, "__new__"), _maker(thing, "__init__"), of_class(type(thing), "__call__"))
        return any(type(one) is types.FunctionType for one in made)
    function = thing.__func__ if type(thing) is types.MethodType else thing
    if type(function).__name__ in _OF_C:
        return False
    return type(function) is types.FunctionType or type(of_class(type(function), "__call__")) is types.FunctionType


def _maker(kind: type, name: str) -> Any:
    """What makes objects of a class; None where that is a model of what C does."""
    base = next(base for base in kind.__mro__ if name in vars(base))
    function = getattr(vars(base)[name], "__func__", vars(base)[name])
    return None if is_ours(function) and base.__module__.startswith("_") else function


def is_outside_iterator(kind: type) -> bool:
    """Whether going on with such things runs no rewritten code."""
    goes_on = of_class(kind, "__next__")
    return goes_on is not None and not own_function(goes_on)


def answers(kind: type) -> bool:
    """Whether the program's class has a method of its own that an operator, a comparison or a format may call; a doubt is a yes."""
    methods = ((name, what) for base in kind.__mro__ if base is not object for name, what in vars(base).items())
    return any(
        name.startswith("__") and name not in _NOT_ASKED and (callable(what) or hasattr(type(what), "__get__"))
        and class_of(what) not in _OF_SLOTS and not is_ours(what)
        for name, what in methods
    )  # fmt: skip


def is_of_a_model(kind: type) -> bool:
    """Whether objects of this class are models, of whatever module they say they come from."""
    for base in kind.__mro__:
        for name, member in vars(base).items():
            if type(member) is types.FunctionType and name != "__hash__":  # classes of the program get that of us
                if is_ours(member):
                    return True
                break
    return False


def manner_of(thing: Any) -> Manner:
    """What a call of this does."""
    kind = type(thing)
    if kind is types.MethodType:
        if own_function(thing) or is_of_a_model(type(thing.__func__)):  # (a cache that stands in a class)
            return Manner.OWN
        given = _given(thing.__func__)
        if given is not None:
            return given
        if type(thing.__self__) is ENVIRONMENT and thing.__func__.__name__ in READING_METHODS:
            return Manner.LOOKS  # at the variables, which are texts
        return _of_a_method(thing.__func__, thing.__self__)
    if kind is types.FunctionType:
        given = _given(thing)
        if given is not None:
            return given
        return Manner.OWN if own_function(thing) else manner_of_name(_module_of(thing), thing.__code__.co_name)
    if kind is types.BuiltinFunctionType:
        owner = thing.__self__
        if owner is None or is_a(owner, types.ModuleType):
            return manner_of_name(thing.__module__, thing.__name__)
        if thing.__name__ in _INTO_ATTRIBUTES and type(owner) is str:
            return Manner.APART
        return Manner.READS if is_a(owner, type) else _of_c_method(thing.__name__, is_a(owner, _UNCHANGING))
    if is_a(thing, type):
        return _of_class(thing)
    if kind is types.MethodWrapperType:
        if thing.__name__ == "__call__":
            return manner_of(thing.__self__)  # as in `super().__call__(...)`, by which a metaclass makes its objects
        return Manner.FREE if thing.__name__ == "__init__" else _of_c_method(thing.__name__, False)
    if exact(kind) in (types.MethodDescriptorType, types.WrapperDescriptorType):
        if thing.__objclass__ is object and thing.__name__ in ("__init__", "__new__"):
            return Manner.FREE
        return _of_c_method(thing.__name__, issubclass(thing.__objclass__, _UNCHANGING))
    if exact(kind) in (operator.attrgetter, operator.itemgetter):
        return Manner.APART
    call = next((vars(base)["__call__"] for base in kind.__mro__ if "__call__" in vars(base)), None)
    if call is _STATIC_CALL:
        return manner_of(_STATIC_FUNCTION(thing))  # (functions of the clock are such)
    return Manner.OWN if own_function(call) else Manner.UNKNOWN


def give_manner(function: Callable[..., Any], manner: Manner) -> None:
    """Say what a function of ours does that does not speak of its arguments. It is not kept where a program could change it."""
    _GIVEN[function] = manner


def _given(function: Any) -> Manner | None:
    return _GIVEN.get(function) if type(function) is types.FunctionType else None


def manner_of_name(module: Any, name: str) -> Manner:
    """What the table says of this function of a module."""
    known = _home(module)
    return Manner.BEYOND if known is None else known[1].get(name, known[0])


def _home(module: Any) -> tuple[Manner, Mapping[str, Manner]] | None:
    name = module if isinstance(module, str) else "builtins"
    return MODULES.get(name) or MODULES.get(name.lstrip("_")) or MODULES.get(name.lstrip("_").partition(".")[0])


def _of_c_method(name: str, unchanging: bool) -> Manner:
    if unchanging or name in READING_METHODS or name in ASKING:
        return Manner.READS
    if name in TAKING_APART:
        return Manner.APART
    return Manner.CHANGES if name in CHANGING_METHODS else Manner.UNKNOWN


def _of_a_method(function: Any, owner: Any) -> Manner:
    """A method that the library wrote in Python."""
    name = function.__code__.co_name if type(function) is types.FunctionType else getattr(function, "__name__", "")
    manner = manner_of_name(_module_of(function), name)
    if manner in (Manner.BEYOND, Manner.FREE) or is_a(owner, type) or _module_of(function) == "logging":
        return manner
    return Manner.UNKNOWN


def _of_class(kind: type) -> Manner:
    """Making something: it is new, so that only what it is made from can be shared."""
    if is_of_a_model(kind):
        return Manner.OWN
    beyond = kind.__module__ in MODULES and manner_of_name(kind.__module__, kind.__name__) is Manner.BEYOND
    if beyond and not own_function(of_class(kind, "__init__")):
        return Manner.BEYOND
    for base in kind.__mro__:
        made = vars(base).get("__init__") or vars(base).get("__new__")
        if type(made) is types.FunctionType:
            return Manner.OWN if own_function(made) else _making(base)
        if made is not None and base is not object:
            return _making(base)
    return Manner.FREE


def _making(kind: type) -> Manner:
    if issubclass(kind, (BaseException, tuple)) and kind is not tuple:
        return Manner.FREE
    if kind.__module__.partition(".")[0].lstrip("_") not in stdlib_module_names:
        return Manner.READS  # a class of the program's that inherits how it is made
    known = manner_of_name(kind.__module__, kind.__name__)
    return known if known in (Manner.FREE, Manner.LOOKS, Manner.BEYOND) else Manner.READS


def bound_to(thing: Any, otherwise: Any = None) -> Any:
    """Whose method a function is. Asked for by name, by which whoever listens knows who asks (`worker.tamper.culprit`)."""
    return thing.__self__ if class_of(thing) in _BOUND else otherwise


def rough(thing: Any) -> str:
    """The name of what is called, where its call is really several steps, '' for others: what the library wrote in Python, and
    what has a generator go on by an exception, which no step of its own shows."""
    function = thing.__func__ if type(thing) is types.MethodType else thing
    if is_a(bound_to(function), GENERATORS) and function.__name__ in _INTO_GENERATORS:
        return f"{type(bound_to(function)).__name__}.{function.__name__}()"
    function = _behind(function)
    if type(function) is not types.FunctionType or function.__name__ in _ONE_STEP or _given(function) is not None:
        return ""
    if function.__name__ == "get" and type(bound_to(thing)) is ENVIRONMENT:
        return ""  # one look
    if _module_of(function) == "logging":
        return ""  # it has locks of its own
    return f"{str(_module_of(function)).lstrip('_')}.{function.__qualname__.removesuffix('.__init__')}()"


def _behind(thing: Any) -> Any:
    """The function that a call of a thing runs: of a class how its objects are made, of an object its class's `__call__`."""
    kind = type(thing)
    if exact(kind) in FUNCTIONS:
        return thing
    if kind is types.MethodWrapperType and thing.__name__ == "__call__":
        return _behind(thing.__self__)
    if not is_a(thing, type):
        call = of_class(kind, "__call__")
        return None if own_function(call) else call
    if thing.__name__ in _KEEPERS or thing.__module__ in _KEEPERS:
        return None
    for base in thing.__mro__:
        made = vars(base).get("__init__") or vars(base).get("__new__")
        if made is not None:
            return None if own_function(made) else made
    return None


def state_touched(thing: Any) -> tuple[str, bool] | None:
    """What a function touches that a process has once (its environment, a limit), and whether it changes that."""
    if type(thing) is types.FunctionType:
        return OF_A_PROCESS.get((_module_of(thing), thing.__code__.co_name))
    return OF_A_PROCESS.get((thing.__module__, thing.__name__)) if type(thing) is types.BuiltinFunctionType else None


def is_of_logging(thing: Any) -> bool:
    """Whether a call of this changes nothing but the loggers of its process."""
    function = thing.__func__ if type(thing) is types.MethodType else thing
    return _module_of(function) in ("logging", "logging.handlers")


def sees_files(thing: Any) -> bool:
    """Whether a call of this looks at the disk or changes it, past the models of files."""
    function = thing.__func__ if type(thing) is types.MethodType else thing
    module = _module_of(function)
    return thing is open or (
        isinstance(module, str)
        and not FILES.isdisjoint((module, module.partition(".")[0]))
        and not own_function(thing)
        and manner_of(thing) is not Manner.FREE
    )


def _module_of(function: Any) -> Any:
    """Where a function was written, which is not always what it says."""
    if type(function) is types.FunctionType:
        return function.__globals__.get("__name__")
    return getattr(function, "__module__", None)


def named(thing: Any) -> str:
    """What a function is called in a sentence."""
    function = thing.__func__ if type(thing) is types.MethodType else thing
    name = getattr(function, "__qualname__", None) or type(thing).__qualname__
    module = str(_module_of(function) or "").lstrip("_")
    return f"{'os' if module in ('posix', 'nt') else module}.{name}()".removeprefix("builtins.").lstrip(".")
