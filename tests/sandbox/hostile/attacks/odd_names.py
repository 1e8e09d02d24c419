# inject: names that break pages
def make(name):
    def function(amount):
        raise ValueError
    function.__name__ = function.__qualname__ = name
    return function
add = make("<b>\x1b[31m\n" * 50)
