"""Dynamic logic: what customers write is answered within a second, by rules people edit."""
