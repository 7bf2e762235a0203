"""What a key means in a period, and by which stages it divides."""
