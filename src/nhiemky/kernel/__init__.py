"""Pure kernels: values in, values out; no Django, no clock, no open files."""
