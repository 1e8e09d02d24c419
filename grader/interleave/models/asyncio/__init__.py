"""`asyncio`: a copy of the library's package in Python, over the models of what it is made of."""
