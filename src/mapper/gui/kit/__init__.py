"""What every part of the window is made of: small widgets, faults told, nothing that knows a map."""
