"""English sentences, one module per area."""
