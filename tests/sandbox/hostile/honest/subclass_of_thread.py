import sys
import threading

total = 0
lock = threading.Lock()
def add(amount):
    global total
    with lock:
        total = total + amount
class Adder(threading.Thread):
    def __init__(self, amount):
        super().__init__(name=f"Adder {amount}")
        self.amount = amount
    def run(self):
        add(self.amount)


if __name__ == "__main__":
    adders = [Adder(int(word)) for line in sys.stdin for word in line.split()]
    [adder.start() for adder in adders]
    [adder.join() for adder in adders]
    print(f"{total}")
