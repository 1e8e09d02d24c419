# verdict: X
# holds: numbers == [2, 4]
# blame: -
# about: The workers of a Pool are daemons, which may have no children: no Pool inside a Pool.

import multiprocessing


def double(n):
    return 2 * n


def both(numbers):
    with multiprocessing.Pool(2) as pool:
        return pool.map(double, numbers)


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        print(*pool.map(both, [[1, 2]])[0])
