# verdict: ESCAPE
# holds: True
# blame: -
# about: Two threads read lines from one open file of text, which loses some where both come to the disk.
# twin: lines_shared_out_locked.py
import threading

with open("names.txt", "w") as names:
    names.write("ann\nbob\ncleo\n")
names = open("names.txt")


def greet():
    line = names.readline()
    print("hello", line.strip())


threads = [threading.Thread(target=greet) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
