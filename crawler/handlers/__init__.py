"""The way to the network: the streaming download handler, and the policy of which addresses it may contact."""
