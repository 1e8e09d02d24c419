# verdict: OK
# holds: numbers == [12]
# about: The result comes in time: a wait for it is over early only where nobody else can go on.

from multiprocessing import Pool


def product(a, b):
    return a * b


if __name__ == "__main__":
    with Pool(2) as pool:
        result = pool.apply_async(product, (3, 4))
        print(result.get(timeout=10))
