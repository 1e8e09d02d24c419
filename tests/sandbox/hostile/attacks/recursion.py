# denial: deeper than the stack
sys.setrecursionlimit(10**9)
def add(amount):
    add(amount)
