// Empty: the target that carries the precompiled headers needs a file.
