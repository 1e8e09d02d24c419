# denial: a question that nobody answers
def add(amount):
    sys.stdin.read()
    input("amount? ")
