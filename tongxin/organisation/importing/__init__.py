"""Files in: units and rosters, planned as a whole, written in batches of one run, undone by run."""
