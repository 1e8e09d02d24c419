# inject: text that is none
def add(amount):
    raise ValueError("\ud800\x00\ufffe" * 100)
print("\ud83d", file=sys.stderr)
