"""Values that the whole core uses: money, periods, messages and problems, suggestions, progress."""
