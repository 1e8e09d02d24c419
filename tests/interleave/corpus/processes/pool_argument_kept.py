# verdict: OK
# holds: numbers == [1]
# twin: pool_argument_changed.py
# about: Changed only when the result is there.

from multiprocessing import Pool


class Box:
    def __init__(self, value):
        self.value = value


def look(box):
    return box.value


if __name__ == "__main__":
    with Pool(1) as pool:
        box = Box(1)
        result = pool.apply_async(look, (box,))
        print(result.get())
        box.value = 2
