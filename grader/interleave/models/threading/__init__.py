"""`threading` and `_thread`: threads, what they wait for, and what the library says of them."""
