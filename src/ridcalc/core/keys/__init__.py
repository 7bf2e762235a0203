"""Keys (verdeelsleutels): the weights of a key in a period, and the plan by which the key divides an amount."""
