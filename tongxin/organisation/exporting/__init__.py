"""Files out: units and rosters as spreadsheets that can be read in again."""
