"""Screens compose widgets and mediate between them and the desk."""
