# inject: a formula in a message
def add(amount):
    raise ValueError("=cmd|' /C calc'!A0,+1,\t=1\r\n@SUM(1)")
