# verdict: ESCAPE
# may: W X
# holds: numbers == [2]
# blame: -
# about: Other programs are started; what they share is outside.

import pathlib
import subprocess
import sys
import tempfile
import threading

path = pathlib.Path(tempfile.mkdtemp()) / "n"
path.write_text("0")
CODE = "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.write_text(str(int(p.read_text()) + 1))"


def work():
    subprocess.run([sys.executable, "-c", CODE, str(path)], check=True)


ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(path.read_text())
