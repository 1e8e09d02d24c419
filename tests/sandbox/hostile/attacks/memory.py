# forge: bytes of the interpreter, by ctypes
import ctypes
def poke(thing, value):
    ctypes.memmove(id(thing) + 24, ctypes.byref(ctypes.c_long(value)), 4)
poke(1_000_003, 5)
ctypes.pythonapi.Py_IncRef(ctypes.py_object(add))
