"""Telling people that something changed: mail, chat, webhooks, by apprise. Needs the extra `notify`."""
