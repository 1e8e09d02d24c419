# verdict: X
# blame: -
# twin: ../threads/merge_sort.py
# about: A recursion without an end, in a thread.

import threading


def down(n):
    return down(n + 1)


t = threading.Thread(target=down, args=(0,))
t.start()
t.join()
