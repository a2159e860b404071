"""Pure text: strings in, values out. No files, no SQL, no screen, no clock."""
