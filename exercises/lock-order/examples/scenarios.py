"""Scenarios of the examples: they run beside your code."""


def one_transfer(program):
    """Anna sends Ben 20."""
    anna, ben = program.Account(50), program.Account(0)
    program.transfer(anna, ben, 20)
    program.balances = (anna.balance, ben.balance)
