# verdict: OK
# methods: fork spawn
# holds: lines == ["spawn", "child"]
# twin: start_method_twice.py
# about: The program chooses spawn itself, below the guard.

import multiprocessing


def child():
    print("child")


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    print(multiprocessing.get_start_method(), flush=True)
    p = multiprocessing.Process(target=child)
    p.start()
    p.join()
