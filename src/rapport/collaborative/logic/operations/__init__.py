"""What customers wrote: heard, answered, and the services they are answered by."""
