# verdict: OK
# holds: sorted(stdout.split()) == ["a,1", "b,2", "name,n"]
# twin: rows_of_one_writer.py
# about: One row after the other, under a lock.

import csv
import io
import threading

text = io.StringIO()
writer = csv.DictWriter(text, ["name", "n"])
writer.writeheader()
lock = threading.Lock()


def work(name, n):
    with lock:
        writer.writerow({"name": name, "n": n})


ts = [threading.Thread(target=work, args=row) for row in (("a", 1), ("b", 2))]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(text.getvalue())
