"""Settings, assembly of URLs and API, and the command line: the only place that knows everyone."""
