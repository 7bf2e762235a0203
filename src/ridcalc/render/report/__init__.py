"""The page for a council as HTML, as Markdown and as JSON."""
