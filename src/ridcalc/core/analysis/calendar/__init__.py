"""When what is decided: the legal terms of a decision, counted in days."""
