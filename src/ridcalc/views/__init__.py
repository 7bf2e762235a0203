"""Choose what is shown: rows, columns and branches as typed values, without text, width or colour."""
