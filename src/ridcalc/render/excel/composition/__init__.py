"""What amounts by rule follow from, as rows of whole numbers: inputs, factors of indices, and calculations."""
