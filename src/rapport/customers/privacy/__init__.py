"""What a person may ask of a business that keeps data about them, and how long it keeps them."""
