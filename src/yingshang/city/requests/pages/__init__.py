"""Pages of requests: whoever reports, the desk, the offices, the call-back, and the public."""
