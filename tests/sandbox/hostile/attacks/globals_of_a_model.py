# forge: a function of a lock knows its module
space = threading.Lock().acquire.__func__.__globals__
space["current_actor"] = None
