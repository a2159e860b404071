"""Texts and files that mean harm, each with what it must give."""
