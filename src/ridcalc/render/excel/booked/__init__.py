"""What organisations book, as the sheets of the amendment show it: accounts, lines, their numbers, and reports."""
