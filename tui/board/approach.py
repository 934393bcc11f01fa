"""One route in practice: the number or handle, the words to say or send, the code for one's own phone."""

from __future__ import annotations

from dataclasses import dataclass

from tui.board import qr
from tui.domain.addresses import address_of
from tui.domain.links import link_for
from tui.domain.model import Case, Millis
from tui.domain.routes import RouteChoice
from tui.domain.templates import SLOT_OF, Message, Shop, Templates, fields_for, render
from tui.domain.words import Route


@dataclass(frozen=True, slots=True)
class Approach:
    """`address` is as people read it; `to_copy` is what the copy key takes: a number to call, else the text.

    `link` opens the route on a phone; "" where there is nothing to open.
    """

    choice: RouteChoice
    address: str
    message: Message
    link: str

    @property
    def to_copy(self) -> str:
        return self.address if self.choice.route is Route.PHONE else self.text

    @property
    def text(self) -> str:
        """The message as it should be sent, substitutions made."""
        measurement = self.message.measurement
        return measurement.text if measurement else self.message.text

    def code(self, width: int, height: int) -> qr.Picture | None:
        """The largest code that fits: the link with its text, else to the recipient alone."""
        for link in dict.fromkeys((self.link, self.link.partition("?")[0])):
            if qr.fits(link, width, height):
                return qr.picture(link)
        return None


def approach(
    case: Case,
    choice: RouteChoice,
    *,
    templates: Templates,
    shop: Shop,
    zone: str,
    now: Millis,
    staff: str,
    kakao_down: bool,
) -> Approach:
    """The route `choice` to `case`, with the message in the customer's language; times are `zone`'s."""
    language = case.customer.language
    values = fields_for(case, shop, language, zone, now, staff=staff, kakao_down=kakao_down)
    message = render(templates, SLOT_OF[choice.route], language, values)
    point = choice.point
    link = ""
    if point is not None:
        body = message.measurement.text if message.measurement else message.text
        link = link_for(choice.route, point.kind, point.value, body, message.subject)
    return Approach(choice, address_of(point), message, link)
