"""A small grammar of the sentences in which people tell what a database should hold and answer."""
