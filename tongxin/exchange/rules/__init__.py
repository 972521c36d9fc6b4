"""Rules of the exchange: plain Python."""
