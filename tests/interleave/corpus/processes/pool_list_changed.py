# verdict: W
# holds: numbers == [3]
# blame: -
# escape: allowed
# about: The list of a map_async is read by the pool's own thread, perhaps after it was changed.

from multiprocessing import Pool


def same(item):
    return item


if __name__ == "__main__":
    with Pool(1) as pool:
        items = [1, 2]
        result = pool.map_async(same, items)
        items[0] = 5
        print(sum(result.get()))
