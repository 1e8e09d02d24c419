# verdict: OK
# methods: fork spawn
# holds: "42.0" in stdout
# twin: sensor_and_display_early.py
# about: Two subclasses of Process: the value is there before the Event is set.

import multiprocessing as mp

class Sensor(mp.Process):
    def __init__(self, ready, value):
        super().__init__(name="sensor")
        self.ready, self.value = ready, value
    def run(self):
        self.value.value = 42
        self.ready.set()

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
