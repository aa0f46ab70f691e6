"""What is measured, against whom; every module here has a ``run()`` that gives its cases."""
