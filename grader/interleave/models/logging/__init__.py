"""`logging`: a copy of the library's module for one program, with the loggers of each process and the locks of its handlers."""
