"""Register: who is in the system, as a folder of files that a person can read and compare."""
