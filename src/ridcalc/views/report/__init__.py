"""The page that a council reads: what it says, block by block."""
