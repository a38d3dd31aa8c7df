"""A fake Slack on loopback that checks every body an app sends."""

from tests.platforms.fake_slack.server import FakeSlack

__all__ = ["FakeSlack"]
