# hijack: chance chooses the schedules
import random
random.Random.random = lambda self: 0.0
random.Random.choice = lambda self, things: things[0]
random.seed(1)
