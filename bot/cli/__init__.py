"""The `kith` command line's verbs, one module each, loaded when its verb is called."""
