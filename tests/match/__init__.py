"""Tests of the matching of quotations."""
