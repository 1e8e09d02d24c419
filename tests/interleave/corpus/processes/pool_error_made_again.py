# verdict: OK
# methods: fork spawn
# holds: numbers == [2]
# twin: pool_error_cannot_be_made.py
# about: An error that hands all that its __init__ asks for to Exception is made again in main, and caught there.

from multiprocessing import Pool


class BadRecord(Exception):
    def __init__(self, line, text):
        super().__init__(line, text)
        self.line = line


def check(record):
    line, text = record
    if not text.isdigit():
        raise BadRecord(line, text)
    return int(text)


if __name__ == "__main__":
    with Pool(2) as pool:
        try:
            print(sum(pool.map(check, [(1, "10"), (2, "x")])))
        except BadRecord as error:
            print(error.line)
