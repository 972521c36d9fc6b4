"""The rule packs: loads, validates, dates and versions them. What a rule means belongs to the app that applies it."""
