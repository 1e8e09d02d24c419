# denial: round and round, asking nobody
done = False
def add(amount):
    while not done:
        pass
