# verdict: OK
# holds: numbers == [1, 2]
# about: atexit runs after the threads that were not joined have ended.

import atexit
import threading

seen = []
atexit.register(lambda: print(sorted(seen)))
for n in (1, 2):
    threading.Thread(target=seen.append, args=(n,)).start()
