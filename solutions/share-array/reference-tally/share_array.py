"""Stimmen zählen, zu zweit."""
import multiprocessing as mp
import sys
from collections import Counter

VOTES = [0, 2, 1, 1, 0, 2, 2, 2, 1, 2]
GREEN, RESET = "\033[32m", "\033[0m"


def count(votes, counts) -> None:
    """Zählt erst für sich und trägt dann alles auf einmal ein."""
    tally = Counter(votes)
    with counts.get_lock():
        for vote, number in tally.items():
            counts[vote] = counts[vote] + number


class Counting(mp.Process):
    def __init__(self, votes, counts):
        super().__init__(daemon=True)
        self.votes, self.counts = votes, counts

    def run(self):
        count(self.votes, self.counts)


def main() -> None:
    votes = list(map(int, sys.argv[1:])) or VOTES
    counts = mp.Array("l", [0] * 3)
    counters = [Counting(votes[n::2], counts) for n in range(2)]
    for counter in counters:
        counter.start()
    for counter in counters:
        counter.join()
    print("Ergebnis:", " ".join(f"{GREEN}{n}{RESET}" for n in counts[:]))


if __name__ == "__main__":
    main()
