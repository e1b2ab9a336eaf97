"""What no schema can see: laws, references, cycles. Each check returns every mistake it finds."""
