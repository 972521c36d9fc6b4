"""Rule packs: data only. ``tongxin.rulebook`` reads them."""
