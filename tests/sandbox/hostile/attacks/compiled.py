# forge: a compiled file beside the program, with code that says it is the library's
import importlib.util, marshal, os
text = "import sys\nframe = sys._getframe()\nwhile frame.f_back: frame = frame.f_back\nframe.f_globals.clear()"
code = compile(text, "x.py", "exec")
with open("helper.pyc", "wb") as file:
    file.write(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code))
sys.path.insert(0, os.getcwd())
import helper
