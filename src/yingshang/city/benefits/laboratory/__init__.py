"""What a change of a rule or parameter would cost, before it is signed."""
