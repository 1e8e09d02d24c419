"""The author's bench: prove that a suite judges well, begin a new exercise, hand out what students get."""
