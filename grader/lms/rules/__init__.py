"""What platforms ask of a result beyond its form: one file for each platform."""
