"""What is told of a run that is over: how it ended, which endings are the same, what things are called, and which step decides."""
