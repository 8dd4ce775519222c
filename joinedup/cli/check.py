"""`joinedup check FOLDER`: law and order, on a day."""
