# verdict: OK
# holds: lines == ["ann bob"]
# about: Two threads write into one open file and flush it: its buffer lets one in at a time.
import threading

journal = open("journal.txt", "w")


def write(name):
    journal.write(name + "\n")
    journal.flush()


threads = [threading.Thread(target=write, args=(name,)) for name in ("ann", "bob")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
journal.close()
with open("journal.txt") as journal:
    print(*sorted(journal.read().split()))
