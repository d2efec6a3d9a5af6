"""Makers of the ONNX files that the reader's tests load; started by make_onnx_fixtures.py."""
