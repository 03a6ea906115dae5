"""Messages that pop up, and their end."""

from textual.notifications import Notification
from textual.widgets._toast import Toast, ToastHolder

from tests.fakes.licenses import a_license
from tests.robots.desk import at_the_desk


async def test_nothing_is_left_on_the_desk_of_messages_that_are_gone() -> None:
    """Textual takes the message away, and leaves what held it."""
    async with at_the_desk([a_license()]) as desk:
        for number in range(20):
            desk.app.notify(f"Message {number}.", timeout=60)
            await desk.pilot.pause()
            desk.app.clear_notifications()
            await desk.pilot.pause()
        desk.app.notify("The last one.", timeout=60)
        await desk.pilot.pause()
        await desk.pilot.pause()

        assert len(desk.list.query(ToastHolder)) == 1
        assert len(desk.list.query(Toast)) == 1


async def test_a_message_whose_time_is_over_is_not_shown_again_on_another_screen() -> None:
    """Textual would make a timer of less than nothing of it, which never lets go of the event loop."""
    async with at_the_desk([a_license()]) as desk:
        for message, seconds in (("Over.", 0.5), ("Still to be read.", 60)):
            desk.app._notifications.add(Notification(message, timeout=seconds))
        desk.app._refresh_notifications()

        assert [each.message for each in desk.app._notifications] == ["Still to be read."]
