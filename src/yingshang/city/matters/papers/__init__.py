"""Numbered, dated papers of a case (文书), and the look they have as PDF."""
