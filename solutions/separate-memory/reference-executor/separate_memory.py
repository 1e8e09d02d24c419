from concurrent.futures import ProcessPoolExecutor
import sys



def add_up(limit):
    total = 0
    for number in range(limit):
        total += number
    return total


if __name__ == "__main__":
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100

    with ProcessPoolExecutor(max_workers=1) as executor:
        print("the total is", executor.submit(add_up, limit).result())
