from threading import Thread, enumerate as running, main_thread

squares = []


def square_numbers():
    squares.extend(i * i for i in range(100))


class Squarer(Thread):
    def run(self):
        print("starting", self.name)
        square_numbers()


if __name__ == "__main__":
    for _ in range(10):
        Squarer().start()

    for thread in running():
        if thread is not main_thread():
            thread.join()

    print("squares:", len(squares))
    print("end main")
