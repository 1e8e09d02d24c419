"""Das Ergebnis kommt von selbst zurück."""
import multiprocessing as mp
import sys

BOLD, RESET = "\033[1m", "\033[0m"


def add_up(limit: int) -> int:
    """Summe der Zahlen unter der Grenze."""
    return sum(range(limit))


def main(limit: int = 100) -> None:
    with mp.Pool(1) as pool:
        total = pool.apply(add_up, (limit,))
    print(f"Die Summe ist {BOLD}{total}{RESET}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
