"""What tests share: the words in which they speak of the domain."""
