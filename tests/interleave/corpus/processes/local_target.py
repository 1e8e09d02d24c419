# verdict[fork]: OK
# verdict[spawn]: X
# methods: fork spawn
# holds: numbers == [6]
# twin: with_guard.py
# about: A function inside main cannot be sent to a spawned process.

from multiprocessing import Process


def main():
    def triple(n):
        print(3 * n)

    p = Process(target=triple, args=(2,))
    p.start()
    p.join()


if __name__ == "__main__":
    main()
