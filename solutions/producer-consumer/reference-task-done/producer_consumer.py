"""Une file, deux consommateurs, et personne n'attend pour rien."""
import queue
import sys
import threading

MAGENTA, RESET = "\033[35m", "\033[0m"


def produce(work: queue.Queue, numbers) -> None:
    """Met chaque nombre dans la file."""
    for number in numbers:
        work.put(number)


def consume(work: queue.Queue, squares: list[int]) -> None:
    """Travaille jusqu'à la fin du programme."""
    while True:
        number = work.get()
        try:
            squares.append(number ** 2)
        finally:
            work.task_done()


def main(numbers) -> None:
    work: queue.Queue = queue.Queue(2)
    squares: list[int] = []
    for _ in range(2):
        threading.Thread(target=consume, args=(work, squares), daemon=True).start()
    producer = threading.Thread(target=produce, args=(work, numbers))
    producer.start()
    producer.join()
    work.join()
    print(f"somme des carrés : {MAGENTA}{sum(squares)}{RESET}")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or list(range(1, 11)))
