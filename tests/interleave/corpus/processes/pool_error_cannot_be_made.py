# verdict: D
# methods: fork spawn
# blame: _handle_results
# twin: pool_error_made_again.py
# about: An error whose __init__ asks for more than its args cannot be made again in main: the pool's thread dies of it, and map waits for ever.

from multiprocessing import Pool


class BadRecord(Exception):
    def __init__(self, line, text):
        super().__init__(f"line {line}: {text}")
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
