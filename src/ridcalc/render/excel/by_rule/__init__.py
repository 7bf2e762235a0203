"""The sheets Composition (opbouw) and Indexation: inputs and calculations of amounts by rule."""
