"""Messages handed to a provider, and what became of them.  The only room that knows httpx."""
