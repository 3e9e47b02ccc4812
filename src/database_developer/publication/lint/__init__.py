"""What the linter found, written for people, for programs, and for tools that read SARIF."""
