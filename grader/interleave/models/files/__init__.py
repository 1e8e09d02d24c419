"""Files and what is done with them: in memory while a schedule runs, so that the next one finds what this one found."""
