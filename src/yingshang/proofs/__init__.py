"""Verifiable draws and the Merkle log. No Django. Not yet built."""
