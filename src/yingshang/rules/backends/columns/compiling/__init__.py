"""From the model's IR to plans: one short function for each kind of node."""
