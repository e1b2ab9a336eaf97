"""Agents with many clients: authorisations by document, clients and their cases, copies."""
