"""The sheets that a board and councils read: contributions, the decision, incidental items, the years ahead."""
