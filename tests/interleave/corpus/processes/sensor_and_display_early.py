# verdict: W
# methods: fork spawn
# holds: "42.0" in stdout
# blame: value
# twin: sensor_and_display.py
# about: The Event is set before the value is there.

import multiprocessing as mp

class Sensor(mp.Process):
    def __init__(self, ready, value):
        super().__init__(name="sensor")
        self.ready, self.value = ready, value
    def run(self):
        self.ready.set()
        self.value.value = 42

class Display(mp.Process):
    def __init__(self, ready, value):
        super().__init__(name="display")
        self.ready, self.value = ready, value
    def run(self):
        self.ready.wait()
        print("reading", self.value.value)

if __name__ == "__main__":
    ready, value = mp.Event(), mp.Value("d", 0.0)
    ps = [Sensor(ready, value), Display(ready, value)]
    for p in ps: p.start()
    for p in ps: p.join()
