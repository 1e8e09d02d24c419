# verdict: OK
# holds: sorted(lines) == ["hello ann", "hello bob"]
# about: Who reads a line holds a lock.
# twin: lines_shared_out.py
import threading

with open("names.txt", "w") as names:
    names.write("ann\nbob\ncleo\n")
names = open("names.txt")
lock = threading.Lock()


def greet():
    with lock:
        line = names.readline()
    print("hello", line.strip())


threads = [threading.Thread(target=greet) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
