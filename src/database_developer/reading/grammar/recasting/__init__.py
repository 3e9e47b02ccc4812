"""Sentences in other words, said again in the usual ones: "of a lorry we know the plate" as "each lorry has the plate"."""
