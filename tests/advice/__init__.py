"""Advice of a model: what is sent, what is believed of the answer, how the endpoint is asked."""
