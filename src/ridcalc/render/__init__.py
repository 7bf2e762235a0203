"""Renderers: each turns a view or a result into text. A renderer prints nothing and opens no file."""
