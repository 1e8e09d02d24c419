"""Zwei Threads, ein Wert, kein verlorenes Update."""
import threading
import time

GREEN, RESET = "\033[1;32m", "\033[0m"
database_value: int = 0
_lock = threading.RLock()


def increase() -> None:
    """Erhöht den Wert in der Datenbank um eins."""
    global database_value
    _lock.acquire()
    try:
        write(read() + 1)
    finally:
        _lock.release()


def read() -> int:
    with _lock:
        return database_value


def write(value: int) -> None:
    global database_value
    time.sleep(0.1)
    with _lock:
        database_value = value


def main() -> None:
    print(f"Startwert: {database_value}")
    threads = [threading.Thread(target=increase) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"Endwert: {GREEN}{database_value}{RESET}")


if __name__ == "__main__":
    main()
