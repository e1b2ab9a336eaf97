"""Simulated vertical systems for demonstrations: business-like answers, marked as simulated."""
