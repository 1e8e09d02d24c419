"""Single lines of somebody who wants more than to solve the exercise, and what is noticed of each.

Each is tried by itself (`test_forgery.py`), and the siege plays each as a submission.
"""

BY_CTYPES = {
    "a thing at an address": ("ctypes.c_char.from_address(id(1))", "ctypes.cdata"),
    "a thing at an address, that pretends to be in a buffer": (
        "import sys\nsys.audit('ctypes.cdata/buffer', id(1), 1, 0)\nctypes.c_char.from_address(id(1))",
        "made up",
    ),
    "a thing in a buffer, and then at an address": (
        "ctypes.c_char.from_buffer(bytearray(1))\nctypes.c_char.from_address(id(1))",
        "ctypes.cdata",
    ),
    "text": ("ctypes.c_char_p(id(1)).value", "ctypes.c_char_p"),
    "wide text": ("ctypes.c_wchar_p(id(1)).value", "ctypes.c_wchar_p"),
    "an object": ("ctypes.py_object(1)", "ctypes.py_object"),
    "beside a thing": ("ctypes.pointer(ctypes.c_int(1))[100]", "a pointer is followed"),
    "a slice": ("ctypes.pointer(ctypes.c_char(1))[:100]", "a pointer is followed"),
    "where a pointer leads": ("ctypes.pointer(ctypes.c_int(1)).contents", "a pointer is followed"),
    "where a pointer leads that was laid over bytes": (
        "ctypes.POINTER(ctypes.c_int).from_buffer_copy(bytes(ctypes.c_void_p(id(1)))).contents",
        "a pointer is followed",
    ),
    "assigned": ("ctypes.pointer(ctypes.c_int(1))[100] = 1", "a pointer is followed"),
    "a pointer's numbers in turn": ("next(iter(ctypes.pointer(ctypes.c_int(1))))", "a pointer is followed"),
    "a function at an address": ("ctypes.CFUNCTYPE(ctypes.c_int)(id(1))()", "a function of C is called"),
    "a function that somebody else calls": (
        "list(map(ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(id(1)), [1]))",
        "a function of C is called",
    ),
    "bytes at an address": ("ctypes.string_at(id(1), 8)", "a function of C is called"),
    "text at an address": ("ctypes.wstring_at(id(1), 8)", "a function of C is called"),
    "cast": ("ctypes.cast(id(1), ctypes.POINTER(ctypes.c_char))", "a function of C is called"),
    "copied": ("ctypes.memmove(ctypes.create_string_buffer(8), id(1), 8)", "an address is followed"),
    "copied from the middle": (
        "thing = ctypes.c_int(1)\nctypes.memmove(thing, ctypes.addressof(thing) + 8, 4)",
        "an address is followed",
    ),
    "a count that is less than nothing": (
        "ctypes.memset(ctypes.c_int(1), 0, -8)",
        "memory beyond a thing is asked for",
    ),
    "other memory": ("ctypes.resize(ctypes.c_int(1), 1 << 20)", "a thing's memory is exchanged"),
    "copied from beyond": (
        "ctypes.memmove(ctypes.create_string_buffer(8), ctypes.create_string_buffer(8), 80)",
        "memory beyond a thing is asked for",
    ),
    "cleared": ("ctypes.memset(id(1), 0, 8)", "an address is followed"),
    "cleared, as if by the library": (
        "import multiprocessing.sharedctypes as shared, types\nreal, kind = ctypes.memset, ctypes.c_int\n"
        "shared.ctypes = types.SimpleNamespace(memset=real, sizeof=lambda _: 8, addressof=lambda _: id(1), c_int=kind)\n"
        "shared.RawValue(kind)",
        "an address is followed",
    ),
    "by a thread": (
        "import threading\nthread = threading.Thread(target=ctypes.memset, args=(id(1), 0, 8))\nthread.start(); thread.join()",
        "an address is followed",
    ),
    "the C library": ("ctypes.CDLL(None)", "ctypes.dlopen"),
    "the interpreter's functions": ("ctypes.pythonapi.Py_GetVersion()", "ctypes.dlsym"),
    "where a thing lies, by what is below": ("ctypes.sizeof.__self__.addressof(ctypes.c_int())", "ctypes.addressof"),
}
"""Memory, by `ctypes`, where nothing is simulated."""
REACHING = {
    "the globals of a function": ("import threading\nthreading.Thread.start.__globals__", "__globals__"),
    "the same, spelled": ("import threading\ngetattr(threading.Thread.start, '__glob' + 'als__')", "__globals__"),
    "the same, by its descriptor": (
        "import threading, types\ntypes.FunctionType.__dict__['__globals__'].__get__(threading.Thread.start)",
        "__globals__",
    ),
    "the same, by way of a method": ("import threading\nthreading.Lock().acquire.__globals__", "__globals__"),
    "what a method is bound to, by how it is copied": (
        "hooks = globals()['__builtins__']\n[hook for name, hook in hooks.items() if name[0] == '.'][0].__reduce__()",
        "__self__",
    ),
    "a closure": ("import threading\nthreading.Lock().acquire.__func__.__closure__", "__closure__"),
    "builtins of a function": ("import threading\nthreading.Thread.start.__builtins__", "__builtins__"),
    "code of a function": ("import threading\nthreading.Thread.start.__code__", "__code__"),
    "code of a function assigned": (
        "import threading\nthreading.Thread.start.__code__ = (lambda self: None).__code__",
        "__code__ is assigned",
    ),
    "what a hook is bound to": (
        "hooks = globals()['__builtins__']\n[hook for name, hook in hooks.items() if name[0] == '.'][0].__self__",
        "__self__",
    ),
    "what a hook is bound to, by how multiprocessing copies a method": (
        "import multiprocessing.reduction as r\nhooks = globals()['__builtins__']\n"
        "r._reduce_method([hook for name, hook in hooks.items() if name[0] == '.'][0])",
        "__self__",
    ),
    "what a hook is bound to, by a copy": (
        "import copy\nhooks, seen = globals()['__builtins__'], {}\n"
        "copy.deepcopy([hook for name, hook in hooks.items() if name[0] == '.'][0], seen)",
        "__self__",
    ),
    "what a hook is bound to, by a method of functools": (
        "import functools\nhooks = globals()['__builtins__']\nclass C: pass\n"
        "C.__get__ = lambda *_: [hook for name, hook in hooks.items() if name[0] == '.'][0]\nC.__call__ = print\n"
        "functools.partialmethod(C()).__get__(C())",
        "__self__",
    ),
    "a frame of ours, by a generator": (
        "import concurrent.futures\nwith concurrent.futures.ThreadPoolExecutor(1) as pool: pool.map(abs, [1]).gi_frame",
        "gi_frame",
    ),
    "the function that is told of every line": ("import sys\nsys.settrace.__globals__", "__globals__"),
    "every frame, by a second profiler in C": (
        "import sys\nsys.setprofile(print); sys.setprofile(None)\nsys.modules.pop('_lsprof')\nimport _lsprof",
        "import _lsprof",
    ),
    "memory, as a file": ("open('/proc/self/mem', 'rb')", "/mem"),
    "memory, as a file with another name": ("import os\nos.symlink('/proc/self/mem', 'm')\nopen('m', 'rb')", "/mem"),
    "memory, by a folder with another name": ("import os\nos.symlink('/proc/self', 'd')\nopen('d/mem', 'rb')", "/mem"),
    "memory, by way of a device": ("open('/dev/fd/../mem', 'rb')", "/mem"),
    "memory, by a name that says something else": (
        "class Name(str):\n    def __contains__(self, _): return False\nopen(Name('/proc/self/mem'), 'rb')",
        "/mem",
    ),
    "memory, from a folder": ("import os\nos.open('/proc/self', os.O_RDONLY)", "open('/proc"),
    "a made-up function": ("(lambda: 0).__code__.replace(co_code=b'')", "code.__new__"),
    "compiled code, from a file": ("import io, marshal\nmarshal.load(io.BytesIO(marshal.dumps(1)))", "marshal.load"),
    "a file name that says of itself it is the library's": (
        "class Name(str):\n    def startswith(self, *_): return True\ncompile('1', Name('own.py'), 'eval')",
        "compile",
    ),
    "a name of the library's, given afterwards": (
        "import _imp, os\ndef f(): pass\n_imp._fix_co_filename(f.__code__, os.__file__)",
        "code is given another file's name",
    ),
    "another name for code of ours": (
        "import _imp, dis, threading\n_imp._fix_co_filename(dis.Bytecode(threading.Thread.start).codeobj, 'own.py')",
        "code is given another file's name",
    ),
    "compiled code": ("import marshal\nmarshal.loads(marshal.dumps(1))", "marshal.loads"),
    "a name of the library's": ("import os\ncompile('1', os.__file__, 'eval')", "compile"),
    "memory, by what is below ctypes": ("import sys\nsys.modules.pop('_ctypes')\nimport _ctypes", "import _ctypes"),
    "what holds us": ("import sys\nsys.modules.pop('greenlet')\nimport greenlet", "import greenlet"),
    "an address, by a question to a file": (
        "import fcntl\nwith open('a.txt', 'w') as file: fcntl.ioctl(file, 0x541B, 1 << 30)",
        "a file is asked with an address",
    ),
    "an address, by a lock of a file": (
        "import fcntl\nwith open('a.txt', 'w') as file: fcntl.fcntl(file, fcntl.F_GETLK, 1 << 30)",
        "a file is asked with an address",
    ),
    "a library that the C library loads": (
        "import os\nos.environ['GCONV_PATH'] = '.'",
        "machine code from: GCONV_PATH",
    ),
    "the same, below os.environ": ("import os\nos.putenv(b'LD_PRELOAD', b'x.so')", "machine code from: LD_PRELOAD"),
    "a library that a database loads": (
        "import sys\nsys.audit('sqlite3.enable_load_extension', None, True)  # not every Python has the function",
        "sqlite3.enable_load_extension",
    ),
    "what tells of others' doings": ("import sys\nsys.audit('ctypes.cdata/buffer', id(1), 8, 0)", "made up"),
}
"""By what is reached for: the lines, and what the notice says."""
