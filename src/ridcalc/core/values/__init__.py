"""Values used throughout the core: money, periods, messages and problems, suggestions, progress."""
