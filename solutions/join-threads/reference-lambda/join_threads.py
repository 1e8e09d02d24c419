from functools import partial
from threading import Thread


def square_numbers():
    for i in range(100):
        i * i


if __name__ == "__main__":
    threads = []
    for number in range(10):
        job = partial(square_numbers) if number % 2 else lambda: square_numbers()
        threads.append(Thread(target=job))
        threads[-1].start()

    while any(thread.is_alive() for thread in threads):
        for thread in threads:
            thread.join(0.5)
    print("end main")
