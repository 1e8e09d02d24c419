# verdict: W
# verdict[cpython]: OK
# holds: sorted(lines[0]) == ["a", "b"]
# blame: text
# twin: ../threads/log_append.py
# about: text += letter.

import threading

text = ""


def write(letter):
    global text
    text += letter


ts = [threading.Thread(target=write, args=(c,)) for c in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(text)
