"""What the functions of the library do to what they are given: the table.

An entry that is too weak is a false proof, one that is too strong only costs time; so a doubt is a WRITE.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

from .survey import STDOUT


class Manner(enum.IntEnum):
    """What a call does to its arguments (and to the object whose method it is)."""

    OWN = -1
    """It is rewritten, or a model: it speaks for itself."""
    FREE = 0
    """Nothing that anybody could notice."""
    LOOKS = 1
    """Reads the containers it is given, not what they hold."""
    READS = 2
    """Reads all that it is given, instances by their own methods."""
    APART = 3
    """Reads all that it is given, the attributes of instances, too."""
    CHANGES = 4
    """Changes its first argument (a method: its object), and reads the rest."""
    UNKNOWN = 5
    """May change all it can reach."""
    BEYOND = 6
    """May change more than that."""


def _each(manner: Manner, names: str) -> dict[str, Manner]:
    return dict.fromkeys(names.split(), manner)


_FREE, _LOOKS, _READS, _APART, _CHANGES, _UNKNOWN, _BEYOND = list(Manner)[1:]
_READ_ALL: Final[tuple[Manner, Mapping[str, Manner]]] = (_READS, {})
MODULES: Final[Mapping[str, tuple[Manner, Mapping[str, Manner]]]] = {
    "builtins": (
        _UNKNOWN,
        {
            **_each(
                _FREE,
                "isinstance issubclass id callable type range int float complex abs round chr ord hex bin oct "
                "divmod pow slice super object property classmethod staticmethod input hasattr globals locals "
                "__build_class__ memoryview str.maketrans dict.fromkeys",
            ),
            **_each(
                _LOOKS,
                "len list tuple set frozenset iter reversed enumerate zip map filter bytes bytearray bool",
            ),
            **_each(_READS, "str repr ascii print format sum min max sorted hash any all dict"),
            **_each(_APART, "dir"),
            **_each(_BEYOND, "compile __import__ breakpoint exec eval"),
        },
    ),
    **dict.fromkeys(
        [
            "math",
            "cmath",
            "statistics",
            "string",
            "textwrap",
            "pprint",
            "json",
            "base64",
            "binascii",
            "hashlib",
            "zlib",
            "datetime",
            "time",
            "fractions",
            "decimal",
            "numbers",
            "re",
            "unicodedata",
            "html",
            "types",
            "typing",
            "enum",
            "uuid",
            "secrets",
            "platform",
            "getpass",
            "keyword",
            "colorsys",
            "difflib",
            "shlex",
            "reprlib",
            "array",
            "contextvars",
            "traceback",
            "graphlib",
            "ipaddress",
            "argparse",
            "sre_compile",
            "copyreg",
            "locale",
            "gettext",
            "csv",
        ],
        _READ_ALL,
    ),
    "calendar": (_READS, _each(_BEYOND, "setfirstweekday")),
    "warnings": (_READS, _each(_BEYOND, "simplefilter filterwarnings resetwarnings")),
    "struct": (_READS, _each(_UNKNOWN, "pack_into")),
    "operator": (
        _READS,
        _each(
            _CHANGES,
            "setitem delitem iadd isub imul itruediv ifloordiv imod ipow imatmul ilshift irshift ior iand ixor iconcat",
        ),
    ),
    "functools": (_READS, {**_each(_UNKNOWN, "update_wrapper"), **_each(_BEYOND, "register")}),
    "collections": (_READS, _each(_CHANGES, "_count_elements") | _each(_FREE, "_replace _asdict _make")),
    "itertools": (_LOOKS, {}),
    "heapq": (_READS, _each(_CHANGES, "heappush heappop heapify heapreplace heappushpop _heapify_max _heappop_max")),
    "bisect": (_READS, _each(_CHANGES, "insort insort_left insort_right")),
    "copy": (_APART, {}),
    "pickle": (_APART, {}),
    "dataclasses": (_APART, _each(_READS, "field dataclass make_dataclass")),
    "random": (_UNKNOWN, {}),
    # Whether frames are used for more than what is their owner's is seen in the text (`frames`).
    "inspect": (
        _BEYOND,
        _each(_APART, "signature isfunction ismethod isclass iscoroutinefunction getdoc cleandoc isbuiltin ismodule")
        | _each(_APART, "isgenerator isgeneratorfunction")
        | _each(_FREE, "currentframe stack getframeinfo"),
    ),
    "timeit": (_BEYOND, {}),
    "logging": (
        _READS,
        _each(
            _BEYOND,
            "basicConfig disable addHandler removeHandler setLevel setFormatter addFilter removeFilter addLevelName "
            "setLoggerClass setLogRecordFactory captureWarnings shutdown",
        ),
    ),
    "logging.handlers": (_BEYOND, {}),
    "logging.config": (_BEYOND, {}),
    "asyncio": (_FREE, {}),
    "gc": (_BEYOND, _each(_FREE, "collect disable freeze")),
    "genericpath": (_BEYOND, _each(_FREE, "commonprefix")),
    **dict.fromkeys(("posixpath", "ntpath"), (_READS, _each(_BEYOND, "exists lexists ismount realpath"))),
    # `helper` is what `@contextmanager` makes of a function: it makes a generator, which runs later.
    "contextlib": (_READS, _each(_BEYOND, "redirect_stdout redirect_stderr chdir") | _each(_FREE, "helper")),
    "io": (_READS, _each(_BEYOND, "open open_code FileIO")),
    "sys": (
        _BEYOND,
        _each(
            _FREE,
            "exit intern exc_info exception is_finalizing getdefaultencoding getfilesystemencoding",
        )
        | _each(_LOOKS, "getsizeof")
        | _each(_READS, "getrecursionlimit setrecursionlimit getswitchinterval setswitchinterval")
        | _each(_READS, "get_int_max_str_digits set_int_max_str_digits"),
    ),
    # What reads and writes files has models (`whole_files`); these only make other paths.
    "pathlib": (
        _BEYOND,
        _each(
            _FREE,
            "Path PurePath PosixPath PurePosixPath WindowsPath PureWindowsPath joinpath with_suffix with_name with_stem "
            "relative_to is_relative_to as_posix is_absolute match",
        ),
    ),
    **dict.fromkeys(
        ("posix", "nt"),
        (_BEYOND, _each(_FREE, "getcwd getcwdb urandom fspath strerror getlogin getuid geteuid getgid uname")),
    ),
    "os": (_BEYOND, _each(_FREE, "fsencode fsdecode fspath") | _each(_READS, "getenv get_exec_path")),
    "abc": (_READS, _each(_BEYOND, "register")),
}
"""Module -> what its functions do, and those that do otherwise."""
ENVIRONMENT: Final = "environment"
PRINTING: Final = {
    "pprint": ("pprint", "pp"),
    "argparse": ("print_help", "print_usage"),
    "calendar": ("prmonth", "pryear", "prweek"),
}
"""What prints in the library's Python, and so looks at `sys.stdout`."""
OF_A_PROCESS: Final[Mapping[tuple[str, str], tuple[str, bool]]] = {
    ("os", "getenv"): (ENVIRONMENT, False),
    ("os", "get_exec_path"): (ENVIRONMENT, False),
    **{(module, name): (STDOUT, False) for module, names in PRINTING.items() for name in names},
    **{(home, name): (ENVIRONMENT, False) for home in ("posixpath", "ntpath") for name in ("expanduser", "expandvars")},
    **{
        ("sys", f"{verb}{what}"): (what, verb.startswith("set"))
        for what in ("recursionlimit", "switchinterval", "_int_max_str_digits")
        for verb in ("get", "set")
    },
}
"""(module, function) -> what it touches that a process has once, and whether it changes that."""
ASKING: Final = frozenset(
    [
        "__getitem__",
        "__contains__",
        "__len__",
        "__eq__",
        "__ne__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__str__",
        "__repr__",
        "__hash__",
        "__format__",
        "__bool__",
        "__sizeof__",
        "__reversed__",
        "__dir__",
        "__add__",
        "__mul__",
        "__or__",
        "__and__",
        "__sub__",
        "__xor__",
        "__mod__",
        "__rmod__",
        "__int__",
        "__float__",
        "__index__",
        "__abs__",
        "__neg__",
        "getvalue",
    ]
)
"""Methods of C that only read, beside those of containers."""
TAKING_APART: Final = frozenset(
    ["__getattribute__", "__getattr__", "__reduce__", "__reduce_ex__", "__getstate__", "__get__"]
)
