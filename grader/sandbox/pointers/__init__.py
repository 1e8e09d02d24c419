"""What to try, for errors and slips that everybody meets. Pointers for students: no verdict hangs on one."""
