"""Translation of messages into sentences, and of numbers into text, per language."""
