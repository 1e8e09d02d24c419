"""`python -m grader` is `grade`."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # where one stands: there may be a student's `random.py`, and `grade` does not look there
    from grader.cli.start import main

    main()
