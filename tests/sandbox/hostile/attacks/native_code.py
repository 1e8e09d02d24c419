# forge: a shared library out of the program
with open("evil.so", "wb") as file:
    file.write(b"\x7fELF" + bytes(100))
import importlib.machinery, importlib.util
loader = importlib.machinery.ExtensionFileLoader("evil", "./evil.so")
try:
    importlib.util.module_from_spec(importlib.util.spec_from_loader("evil", loader))
except ImportError:
    pass
import ctypes
ctypes.CDLL("./evil.so")
