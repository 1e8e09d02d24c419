from multiprocessing import Process

value = 0


def increase():
    global value
    value += 1


if __name__ == "__main__":
    process1 = Process(target=increase)
    process2 = Process(target=increase)

    process1.start()
    process2.start()

    process1.join()
    process2.join()

    print("value", value)
