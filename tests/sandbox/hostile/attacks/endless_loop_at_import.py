# denial: busy before anything else
while True:
    pass
