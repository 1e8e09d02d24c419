# denial: asleep for ever
import select
def add(amount):
    select.select([], [], [])
