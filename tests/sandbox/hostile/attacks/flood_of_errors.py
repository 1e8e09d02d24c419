# denial: the same where errors go
while True:
    sys.stderr.write("x" * 10_000)
