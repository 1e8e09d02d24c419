# adaptive: threads that wait for each other are never side by side
order = []
def add(amount):
    global total
    me = threading.current_thread()
    order.append(me)
    while order[0] is not me and len(order) < 2:
        pass
    copy = total
    total = copy + amount
    order.remove(me)
