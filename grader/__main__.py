"""`python -m grader` is `grade`."""

from grader.cli.start import main

if __name__ == "__main__":
    main()
