# verdict[fork]: OK
# verdict[spawn]: X
# methods: fork spawn
# holds: lines == ["hi"]
# twin: with_guard.py
# about: A lambda cannot be sent to a spawned process.

from multiprocessing import Process

if __name__ == "__main__":
    p = Process(target=lambda: print("hi"))
    p.start()
    p.join()
