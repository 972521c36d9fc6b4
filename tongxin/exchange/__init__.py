"""What other systems take from here: facts of the journal, fetched (API) or sent (webhooks).

Owns what is told of a fact, endpoints and deliveries. The routes of units, people, cases and files are their apps' own.
"""
