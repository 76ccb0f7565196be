"""What customers will buy: buying till they are gone, fitted by maximum likelihood."""
