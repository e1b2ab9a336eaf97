"""Verifiable draws and the Merkle log: what an outsider can run again and check. No Django."""
