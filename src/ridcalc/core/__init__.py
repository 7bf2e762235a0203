"""The pure core: functions from values to values. The core reads no file and no clock, and prints nothing."""
