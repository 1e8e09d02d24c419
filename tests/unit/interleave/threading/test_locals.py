"""`threading.local`: whoever looks, and whenever, sees what is its own."""

from tests.support.programs import explored, outputs


def test_who_is_interrupted_while_its_own_is_made_finds_it_there_afterwards():
    found = explored("""
        import threading
        made = 0
        class Mine(threading.local):
            def __init__(self):
                global made
                self.begun = True
                made += 1
        mine = Mine()
        def work(number):
            mine.number = number
            print(number, mine.number, mine.begun)
        threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
        for each in threads: each.start()
        for each in threads: each.join()
    """)

    assert {("0 0 True", "1 1 True")} == {tuple(sorted(text.splitlines())) for text in outputs(found)}


def test_what_could_not_be_made_is_made_anew():
    found = explored("""
        import threading
        made = 0
        class Mine(threading.local):
            def __init__(self):
                global made
                made += 1
                self.number = 10 // (made - 2)
        mine = Mine()
        def work():
            try: print(mine.number)
            except ZeroDivisionError: print("once more", mine.number)
        thread = threading.Thread(target=work)
        thread.start(); thread.join()
    """)

    assert {"once more 10\n"} == outputs(found)
