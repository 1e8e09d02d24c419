# verdict: OK
# holds: numbers == [1]
# methods: spawn fork
# twin: file_counter.py
# about: A file that nobody closes is closed when nobody holds it any more, in the child as well.

import multiprocessing


def work():
    value = int(open("count.txt").read())
    open("count.txt", "w").write(str(value + 1))


if __name__ == "__main__":
    open("count.txt", "w").write("0")
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
    print(open("count.txt").read())
