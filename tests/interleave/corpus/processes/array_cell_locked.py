# verdict: OK
# methods: fork spawn
# holds: numbers == [2, 1]
# twin: array_cell.py
# about: The Array's lock around each addition.

from multiprocessing import Array, Process


def count(votes, ballots):
    for candidate in ballots:
        with votes.get_lock():
            votes[candidate] += 1


if __name__ == "__main__":
    votes = Array("i", 2)
    booths = [Process(target=count, args=(votes, b)) for b in ([0], [0, 1])]
    for b in booths:
        b.start()
    for b in booths:
        b.join()
    print(votes[0], votes[1])
