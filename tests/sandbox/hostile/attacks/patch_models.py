# hijack: a lock that is nobody's
threading.Lock.acquire = threading.Lock.__enter__ = lambda self, *_: True
threading.Lock.release = threading.Lock.__exit__ = lambda self, *_: None
threading.Thread.start = lambda self: self.run()
threading.Thread.join = lambda self, timeout=None: None
