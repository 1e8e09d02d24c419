# blame: whoever asks for a name gets a number
threading.__name__ = sys.__name__ = 5
if __name__ != "__main__":
    __name__ = 5
