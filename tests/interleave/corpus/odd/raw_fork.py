# verdict: OK
# escape: allowed
# holds: lines == ["child said 7"]
# needs: os.fork
# about: os.fork and os.pipe by hand.

import os

incoming, outgoing = os.pipe()
pid = os.fork()
if pid == 0:
    os.write(outgoing, b"7")
    os._exit(0)
os.waitpid(pid, 0)
print("child said", os.read(incoming, 10).decode())
