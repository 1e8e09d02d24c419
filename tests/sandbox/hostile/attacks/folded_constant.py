# denial: what a compiler works out beforehand
x = ('a' * 4096) * 4000
y = 1 << 10_000_000 << 100
