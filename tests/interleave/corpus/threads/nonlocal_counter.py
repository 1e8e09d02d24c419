# verdict: W
# holds: numbers == [3]
# blame: counter
# twin: nonlocal_counter_locked.py
# about: A variable of the enclosing function is shared just like a global.

from threading import Thread


def main():
    counter = 0

    def work():
        nonlocal counter
        value = counter
        counter = value + 1

    threads = [Thread(target=work) for _ in range(3)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    print(counter)


main()
