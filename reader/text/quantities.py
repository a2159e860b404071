def parse_quantity(text):
    return None
