"""What the text of a program shows before anything of it runs."""
