"""`grade package`: everything a platform needs to judge one exercise, in one file or folder."""
