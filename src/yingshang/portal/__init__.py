"""Pages that join capabilities: home, "my affairs", the work desk, the leaders' board."""
