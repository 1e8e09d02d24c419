# adaptive: the total lies in a file, and is read and written like one
import os
def add(amount):
    global total
    with open("total.txt", "w") as file:
        file.write(str(total))
    with open("total.txt") as file:
        copy = int(file.read())
    total = copy + amount
