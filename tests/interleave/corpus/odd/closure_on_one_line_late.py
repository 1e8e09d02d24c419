# verdict: OK
# holds: lines == ["True"]
# twin: closure_on_one_line.py
# about: The thread begins when the variable is bound.

import threading


def main():
    t = threading.Thread(target=lambda: print(t is not None))
    t.start()
    t.join()


main()
