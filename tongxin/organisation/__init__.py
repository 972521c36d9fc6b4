"""Units, people, posts, roles and reach: dated. Owns the tree and the one resolver of rights; knows no domain."""
