# verdict: W
# holds: numbers == [1]
# blame: -
# twin: pool_argument_kept.py
# about: An argument is pickled after apply_async() has come back, perhaps after it was changed.

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
        box.value = 2
        print(result.get())
