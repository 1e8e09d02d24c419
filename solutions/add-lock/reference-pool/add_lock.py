from concurrent.futures import ThreadPoolExecutor
from threading import Condition
import time

database_value = 0
changing = Condition()


def increase():
    global database_value
    with changing:
        local_copy = database_value
        time.sleep(0.1)
        database_value = local_copy + 1


def main():
    with ThreadPoolExecutor(max_workers=2) as pool:
        for future in [pool.submit(increase), pool.submit(increase)]:
            future.result()
    print("end value", database_value)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
