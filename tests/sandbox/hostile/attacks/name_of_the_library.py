# forge: code under the name of a file that may do it
import os
text = "import sys\nframe = sys._getframe(1)"
exec(compile(text, os.path.join(os.path.dirname(os.__file__), "enum.py"), "exec"), space := {})
frame = space["frame"]
