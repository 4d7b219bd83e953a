"""Where documents come from: paths, the git work tree, the git index, standard input."""
