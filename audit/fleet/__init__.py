"""Thousands of articles on one machine or many: every address asked once, every article judged.

Judging is ``audit.pipeline`` unchanged; its client for pages answers from the store. What the store
lacks is fetched by host, one task a host, under a lease; articles that waited for it are judged
again until nothing new is wanted.
"""
