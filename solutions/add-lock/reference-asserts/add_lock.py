from threading import Thread, Lock
import functools
import time

database_value = 0


def one_at_a_time(function):
    lock = Lock()

    @functools.wraps(function)
    def locked(*args):
        with lock:
            return function(*args)

    return locked


@one_at_a_time
def increase():
    global database_value
    local_copy = database_value

    local_copy += 1
    time.sleep(0.1)
    database_value = local_copy


def main():
    threads = [Thread(target=increase) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert database_value == 2, "an update was lost"
    print(f"end value {database_value}")


if __name__ == "__main__":
    main()
