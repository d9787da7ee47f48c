"""What people touch: the command line (``cli``) and the web page (``web``)."""
