# verdict: X
# methods: spawn
# blame: -
# twin: start_method_set.py
# about: The start method can be set once.

import multiprocessing

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    multiprocessing.set_start_method("spawn")
    print("set")
