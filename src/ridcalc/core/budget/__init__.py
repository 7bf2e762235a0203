"""What was decided: fields, objects, documents with places, overlays, the tree of participants."""
