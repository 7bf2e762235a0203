"""Renderers: each turns a table or an allocation into text; none of them prints or opens a file."""
