"""For tools that still ask for it, as scrapyd-deploy does when it builds the egg. All is said in pyproject.toml."""

from setuptools import setup

setup()
