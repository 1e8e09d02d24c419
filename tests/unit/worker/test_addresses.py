"""What can be said of `ctypes` without changing this process: the rest is `tests/sandbox/test_forgery.py`."""

import ctypes
import subprocess
import sys

import pytest

from grader.worker import addresses, flags, things
from grader.worker.walls.layer import WallError


def test_a_python_that_has_loaded_ctypes_before_us_is_refused():
    with pytest.raises(WallError, match="loads ctypes before the grader can limit it"):
        addresses.read_nowhere()


def test_flags_that_lie_elsewhere_are_refused_before_they_are_written(monkeypatch):
    class Kind:
        pass

    assert Kind.__flags__ == flags.flags_of(Kind).value
    monkeypatch.setattr(flags, "_PLACE", flags._PLACE - 8)
    with pytest.raises(WallError, match="lays out classes in another way"):
        flags.flags_of(Kind)


LEFT = """
from grader.worker import addresses
addresses.read_nowhere()
import ctypes
addresses.follow_nowhere()
import _ctypes
print(*sorted(name for name in dir(_ctypes) if not name.startswith("__")))
"""
HARMLESS = {
    "Array", "ArgumentError", "CFuncPtr", "CField", "POINTER", "Structure", "Union", "_Pointer", "_SimpleCData", "CType_Type",
    "_cast_addr", "_memmove_addr", "_memset_addr", "_string_at_addr", "_wstring_at_addr", "_memoryview_at_addr",
    "_pointer_type_cache", "_unpickle", "addressof", "alignment", "buffer_info", "byref", "dlopen", "dlsym", "get_errno",
    "dllist", "pointer", "set_errno", "sizeof",
    "FUNCFLAG_CDECL", "FUNCFLAG_PYTHONAPI", "FUNCFLAG_USE_ERRNO", "FUNCFLAG_USE_LASTERROR", "RTLD_GLOBAL", "RTLD_LOCAL",
    "SIZEOF_TIME_T", "CTYPES_MAX_ARGCOUNT",
    "COMError", "FormatError", "LoadLibrary", "_check_HRESULT", "get_last_error", "set_last_error",  # of Windows
    "FUNCFLAG_HRESULT", "FUNCFLAG_STDCALL",
}  # fmt: skip
"""What was looked at: data, addresses as numbers, classes that are limited, and what tells before it does anything."""


def test_nothing_of_ctypes_is_left_that_nobody_has_looked_at():
    """A new Python may bring a new way to memory: whoever adds its name here has looked at it."""
    done = subprocess.run([sys.executable, "-c", LEFT], capture_output=True, text=True, timeout=60, check=True)

    assert set() == set(done.stdout.split()) - HARMLESS


def test_a_class_without_a_letter_has_none():
    with pytest.raises(AttributeError, match="_type_"):
        addresses._letter(int)


@pytest.mark.parametrize(("letter", "told"), [("z", "P"), ("Z", "P"), ("O", "P"), ("X", "P"), ("i", "i"), (3, 3)])
def test_letters_of_what_lies_elsewhere_are_those_of_an_address(letter, told):
    class Kind:
        _type_ = letter

    assert told == addresses._letter(Kind)


def test_an_address_knows_its_thing():
    number = ctypes.c_int(5)

    assert ctypes.addressof(number) == things.addressof(number)
    assert number is things.addressof(number).thing


def test_bytes_are_set_and_moved_within_things():
    one, other = ctypes.create_string_buffer(b"abcdef"), ctypes.create_string_buffer(6)

    assert things.memset(one, ord("x") + 256, 2) is one
    assert things.memmove(things.addressof(other), one, 4) == ctypes.addressof(other)
    things.memmove(one, b"yz", 1)
    assert (b"yxcdef", b"xxcd") == (one.value, other.value)


@pytest.mark.parametrize(
    ("place", "count", "said"),
    [
        (ctypes.c_int(1), 5, "memory beyond a thing is asked for"),
        (ctypes.c_int(1), -1, "memory beyond a thing is asked for"),
        (id(1), 4, "an address is followed"),
        (things.addressof(ctypes.c_int(1)) + 8, 4, "an address is followed"),
        (bytearray(8), 4, "an address is followed"),
    ],
    ids=["past the end", "less than nothing", "any address", "an address not in it", "what is no thing of C"],
)
def test_what_is_no_thing_or_not_in_it_is_told_first(monkeypatch, place, count, said):
    def told(event, what):
        assert addresses.FOLLOWED == event
        raise LookupError(what)

    monkeypatch.setattr(things, "audit", told)
    with pytest.raises(LookupError, match=said):
        things.memset(place, 0, count)
    with pytest.raises(LookupError, match=said):
        things.memmove(ctypes.create_string_buffer(16), place, count)
