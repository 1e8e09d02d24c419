# verdict: W
# holds: sorted(stdout.split()) == ["a,1", "b,2", "name,n"]
# twin: rows_of_one_writer_locked.py
# about: A DictWriter makes the row bit by bit, in a place that all who use it share.

import csv
import io
import threading

text = io.StringIO()
writer = csv.DictWriter(text, ["name", "n"])
writer.writeheader()


def work(name, n):
    writer.writerow({"name": name, "n": n})


ts = [threading.Thread(target=work, args=row) for row in (("a", 1), ("b", 2))]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(text.getvalue())
