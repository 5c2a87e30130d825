"""Menus that ask Kith for their options, one file each."""
