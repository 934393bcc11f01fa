"""Korean sentences, one module per area."""
