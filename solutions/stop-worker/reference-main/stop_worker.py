"""Un processus que l'on tue, un fil que l'on prie."""
import multiprocessing
import sys
import threading
import time

RED, RESET = "\033[31m", "\033[0m"


class Ticker(threading.Thread):
    """S'arrête quand on le lui demande."""

    def __init__(self) -> None:
        super().__init__(name="ticker")
        self.stopped = threading.Event()

    def run(self) -> None:
        tick(self.stopped.is_set)

    def stop(self) -> None:
        self.stopped.set()
        self.join()


def work() -> None:
    while True:
        time.sleep(0.1)


def tick(is_over) -> None:
    while not is_over():
        print("tick", flush=True)
        time.sleep(0.5)


def main(seconds: float = 2) -> None:
    ticker, worker = Ticker(), multiprocessing.Process(target=work, daemon=True)
    try:
        worker.start()
        ticker.start()
        time.sleep(seconds)
    finally:
        ticker.stop()
        worker.terminate()
        worker.join(10)
    print(f"{RED}code de sortie : {worker.exitcode}{RESET}")
    worker.close()


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
