"""Reading of spreadsheets that others made: tables of exact texts, what their columns mean, and the posts in them."""
