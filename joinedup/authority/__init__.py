"""Authority: who may decide what, where, at what value, on which day, and by what chain."""
