# verdict: OK
# methods: fork spawn
# holds: numbers == [8, 27]
# twin: executor_lambda.py
# about: ProcessPoolExecutor.map.

from concurrent.futures import ProcessPoolExecutor


def cube(n):
    return n**3


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        print(*executor.map(cube, (2, 3)))
