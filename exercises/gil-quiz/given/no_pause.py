from threading import Thread

value = 0


def one_more(number):
    return number + 1


def increase():
    global value
    value = one_more(value)


if __name__ == "__main__":
    threads = [Thread(target=increase) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    print("value", value)
