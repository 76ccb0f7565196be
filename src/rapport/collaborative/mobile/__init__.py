"""The room `collaborative.mobile`: SMS both ways over SMPP, service numbers, keywords."""
