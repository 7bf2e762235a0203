"""What amounts by rule follow from: the sheets Composition (opbouw) and Indexation, with inputs and calculations."""
