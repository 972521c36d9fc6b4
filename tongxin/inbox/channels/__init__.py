"""The ways out of the product: e-mail and robots. Each carries a number and a link, nothing else."""
