# check: every ring of tests, through one runner, with one sum at the end.
