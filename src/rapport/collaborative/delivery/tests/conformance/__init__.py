"""What delivery asks of every channel: each that registers passes; a new one says here who writes to it."""
