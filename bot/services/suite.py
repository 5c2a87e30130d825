"""All use cases together, as the listeners and jobs get them."""

from dataclasses import dataclass

from bot.services.administering import Administration
from bot.services.asking import Asking
from bot.services.backfilling import Backfiller
from bot.services.catching_up import CatchingUp
from bot.services.closing import LoopCloser
from bot.services.contacts import ContactBook
from bot.services.digesting import Digesting
from bot.services.erasing import Eraser
from bot.services.explaining import Explainer
from bot.services.fetching import MessageFetcher
from bot.services.introducing import Introducing
from bot.services.inviting import Invitations
from bot.services.learning import Learner
from bot.services.noticing import Notices
from bot.services.overhearing import Overhearer
from bot.services.own_evidence import OwnEvidence
from bot.services.own_help import OwnHelpReader
from bot.services.own_network import OwnNetworkReader
from bot.services.own_requests import OwnRequestsReader
from bot.services.ports import Clock
from bot.services.privacy import Privacy
from bot.services.requesting import Requester
from bot.services.retaining import Retainer
from bot.services.telling import HelpTeller
from bot.services.weaving import Weaver
from bot.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Services:
    """What Kith does, one field for each use case."""

    clock: Clock
    overhearer: Overhearer
    workspace: Workspace
    fetcher: MessageFetcher
    backfiller: Backfiller
    catching_up: CatchingUp
    asking: Asking
    explainer: Explainer
    teller: HelpTeller
    own_help: OwnHelpReader
    privacy: Privacy
    contacts: ContactBook
    introducing: Introducing
    weaver: Weaver
    eraser: Eraser
    digesting: Digesting
    requester: Requester
    invitations: Invitations
    own_evidence: OwnEvidence
    notices: Notices
    closer: LoopCloser
    retainer: Retainer
    learner: Learner
    administration: Administration
    own_network: OwnNetworkReader
    own_requests: OwnRequestsReader
