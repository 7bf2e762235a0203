"""The budget as decided: fields, objects, plain data with places, overlays, and the tree of participants."""
