"""Pages of 好差评: rating a service, the call-back desk, and the public summary."""
