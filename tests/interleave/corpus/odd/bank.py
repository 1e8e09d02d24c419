# part of: shared_module.py

balance = 0


def deposit(amount):
    global balance
    before = balance
    balance = before + amount
