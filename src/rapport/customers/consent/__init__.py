"""What a party allowed: the append-only ledger of consent, and wishes about being contacted."""
