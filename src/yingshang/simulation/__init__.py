"""Synthetic places at real size, driving the real operations. Not yet built."""
