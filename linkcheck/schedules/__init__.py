"""Runs at set times: `[[schedule]]` in the settings file, done by workers, or by systemd or cron on one machine."""
