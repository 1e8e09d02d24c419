import threading


def square_numbers(limit: int = 100) -> None:
    """Squares the numbers below the limit."""
    for i in range(limit):
        i ** 2


def main(count=10):
    threads = [
        threading.Thread(target=square_numbers, daemon=True, name=f"worker-{n}")
        for n in range(count)
    ]
    for t in threads:
        t.start()
    for t in reversed(threads):
        t.join(timeout=None)
    print("\033[92m所有线程都结束了\033[0m")


main()
