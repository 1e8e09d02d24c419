# verdict: OK
# holds: numbers == [1, 1, 2, 4, 3, 9]
# twin: imap_unordered_zipped.py
# about: Answers come in order, and are zipped with the questions.
from multiprocessing import Pool


def square(n):
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        for n, result in zip([1, 2, 3], pool.imap(square, [1, 2, 3])):
            print(n, result)
