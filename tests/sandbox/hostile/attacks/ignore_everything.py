# denial: nothing is ever an error here
def add(amount):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
