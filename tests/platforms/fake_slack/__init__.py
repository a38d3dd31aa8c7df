"""A fake Slack on loopback that checks every body an app sends.

    async with FakeSlack(manifest) as slack:            # api_base, bot_token, app_token, signing_secret for the app
        await slack.socket.connected()                  # or slack.use_http("http://127.0.0.1:PORT/slack/events")
        aiko = slack.person("Aiko")
        answer = await aiko.command("/define", "受電")   # a Seen: kind, text, buttons, blocks, channel, ts, cause …
        shared = await aiko.click(answer, "Share")
        slack.assert_clean()                            # every rule kept, nothing odd, every deadline met
        assert slack.pings() == [] and slack.links() == []

``people`` has what a person can do, ``feed`` what they see, ``recorder`` what passed, ``faults`` what can go wrong,
``permits.Timing`` the deadlines, ``browser`` the installation, ``forgeries`` the requests that must be refused,
``socket_mode`` refreshes and cuts, ``rules`` the judgement of bodies (see tests/platforms/validate_slack.py).
"""

from tests.platforms.fake_slack.server import FakeSlack

__all__ = ["FakeSlack"]
