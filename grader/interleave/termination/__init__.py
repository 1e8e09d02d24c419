"""Whether what goes on comes to an end: told from its text, from what its loops did, or because it is where it was before."""
