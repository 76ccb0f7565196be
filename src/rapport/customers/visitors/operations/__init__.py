"""What the room does: tie visitors to customers, keep what is known of them."""
