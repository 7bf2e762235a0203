"""Views: the rows, columns and branches to show, as typed values independent of language, width and colour."""
