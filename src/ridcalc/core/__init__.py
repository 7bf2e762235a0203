"""The pure core: takes values, returns values; it reads no file and no clock, and prints nothing."""
