"""What is asked of an allocation: comparison, explanation, reconciliation, amendment, VGR."""
