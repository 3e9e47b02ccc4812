"""What a ticket tells, over several sentences, of values that go to another place or take another form."""
