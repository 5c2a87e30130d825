"""What Slack documents of what it sends: for each payload the keys it always has, and those it may have.

Keys of objects inside are written with dots. Sources, read in November 2026: the event reference,
https://docs.slack.dev/reference/events ; the interaction payloads,
https://docs.slack.dev/reference/interaction-payloads ; slash commands,
https://docs.slack.dev/interactivity/implementing-slash-commands ; and the types of Slack's own SDK where they say
more, https://docs.slack.dev/tools/node-slack-sdk/reference/types and .../tools/bolt-js/reference . Where a page and the
types differ, a key that only one of them has counts as one that a payload may have.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Documented:
    """The keys of one payload."""

    always: frozenset[str]
    sometimes: frozenset[str] = frozenset()


def keys(always: str, sometimes: str = "") -> Documented:
    """Keys written in one line."""
    return Documented(frozenset(always.split()), frozenset(sometimes.split()))


ENVELOPE = keys(
    "token team_id api_app_id event type event_id event_time authorizations is_ext_shared_channel event_context",
    "context_team_id context_enterprise_id enterprise_id",
)
AUTHORIZATION = keys("enterprise_id team_id user_id is_bot is_enterprise_install")

_MESSAGE = "type channel user text ts event_ts channel_type"
_SAID = "team blocks client_msg_id thread_ts parent_user_id edited files attachments reactions upload display_as_bot"
_BY_APP = "bot_id app_id bot_profile"
_FROM_ELSEWHERE = "user_team source_team user_profile"
_NOTICE = "type subtype user text ts channel channel_type event_ts team"

EVENTS: dict[str, Documented] = {
    "message": keys(_MESSAGE, f"{_SAID} {_BY_APP} {_FROM_ELSEWHERE} app_context streaming_state"),
    "message/bot_message": keys(
        f"{_MESSAGE} subtype bot_id".replace(" user ", " "), f"user username icons {_SAID} {_BY_APP}"
    ),
    "message/file_share": keys(f"{_MESSAGE} subtype files", f"{_SAID} {_BY_APP}"),
    "message/thread_broadcast": keys(f"{_MESSAGE} subtype root thread_ts", f"{_SAID} {_BY_APP}"),
    "message/message_changed": keys(
        "type subtype hidden channel channel_type ts event_ts message previous_message message.type message.ts",
    ),
    "message/message_deleted": keys(
        "type subtype hidden channel channel_type ts event_ts deleted_ts previous_message previous_message.ts",
    ),
    "message/channel_join": keys(_NOTICE, f"inviter {_FROM_ELSEWHERE}"),
    "message/group_join": keys(_NOTICE, f"inviter {_FROM_ELSEWHERE}"),
    "message/channel_leave": keys(_NOTICE),
    "message/group_leave": keys(_NOTICE),
    "message/channel_name": keys(f"{_NOTICE} name old_name"),
    "message/group_name": keys(f"{_NOTICE} name old_name"),
    "message/channel_archive": keys(_NOTICE),
    "message/channel_unarchive": keys(_NOTICE),
    "message/group_archive": keys(_NOTICE),
    "message/group_unarchive": keys(_NOTICE),
    "app_mention": keys("type user text ts channel event_ts", f"{_SAID} {_FROM_ELSEWHERE} {_BY_APP} channel_type"),
    "reaction_added": keys(
        "type user reaction item event_ts item.type item.channel item.ts", "item_user item.channel_type"
    ),
    "reaction_removed": keys(
        "type user reaction item event_ts item.type item.channel item.ts", "item_user item.channel_type"
    ),
    "app_home_opened": keys("type user channel event_ts tab", "view context"),
    "app_context_changed": keys("type user channel context event_ts", "context.entities"),
    "member_joined_channel": keys("type user channel channel_type team event_ts", "inviter enterprise"),
    "member_left_channel": keys("type user channel channel_type team event_ts", "enterprise"),
    "team_join": keys("type user user.id user.profile user.team_id cache_ts event_ts"),
    "user_change": keys("type user user.id user.profile user.updated cache_ts event_ts"),
    "channel_created": keys(
        "type channel event_ts channel.id channel.is_channel channel.name channel.name_normalized channel.created"
        " channel.creator channel.is_shared channel.is_org_shared channel.context_team_id channel.is_archived"
        " channel.is_frozen channel.is_general channel.is_group channel.is_private channel.is_ext_shared"
        " channel.is_im channel.is_mpim channel.is_pending_ext_shared"
    ),
    "channel_rename": keys(
        "type channel event_ts channel.id channel.name channel.name_normalized channel.created channel.is_channel"
        " channel.is_mpim"
    ),
    "channel_archive": keys("type channel user event_ts", "is_moved"),
    "channel_unarchive": keys("type channel user event_ts"),
    "channel_deleted": keys("type channel", "actor_id event_ts date_deleted"),
    "channel_left": keys("type channel actor_id event_ts"),
    "channel_shared": keys("type connected_team_id channel event_ts"),
    "group_rename": keys("type channel event_ts channel.id channel.name channel.created"),
    "group_archive": keys("type channel user is_moved event_ts"),
    "group_unarchive": keys("type channel actor_id event_ts"),
    "group_deleted": keys("type channel date_deleted actor_id event_ts"),
    "group_left": keys("type channel actor_id event_ts"),
    "im_created": keys("type user channel", "event_ts"),
    "file_created": keys("type file_id user_id file file.id event_ts"),
    "file_shared": keys("type channel_id file_id user_id file file.id event_ts"),
    "tokens_revoked": keys("type tokens", "tokens.oauth tokens.bot event_ts"),
    "app_uninstalled": keys("type", "event_ts"),
}
USER = keys(
    "id team_id name deleted color real_name tz tz_label tz_offset profile is_admin is_owner is_primary_owner"
    " is_restricted is_ultra_restricted is_bot is_app_user updated is_email_confirmed who_can_share_contact_card"
    " locale",
    "is_stranger has_2fa is_invited_user presence enterprise_user",
)
PROFILE = keys(
    "title phone skype real_name real_name_normalized display_name display_name_normalized fields status_text"
    " status_text_canonical status_emoji status_emoji_display_info status_expiration avatar_hash first_name"
    " last_name image_24 image_32 image_48 image_72 image_192 image_512 team",
    "email bot_id api_app_id always_active image_1024 pronouns",
)
VIEW = keys(
    "id team_id type blocks private_metadata callback_id state hash title clear_on_close notify_on_close close submit"
    " previous_view_id root_view_id app_id external_id app_installed_team_id bot_id",
    "submit_disabled",
)
_WHO = "type team user api_app_id token enterprise is_enterprise_install team.id team.domain user.id user.team_id"

INTERACTIONS: dict[str, Documented] = {
    "block_actions": keys(
        f"{_WHO} trigger_id container actions user.username user.name",
        "channel message view state response_url app_unfurl channel.id channel.name state.values",
    ),
    "block_suggestion": keys(
        f"{_WHO} action_id block_id value container user.name", "channel message view user.username"
    ),
    "view_submission": keys(f"{_WHO} trigger_id view response_urls user.name", "user.username"),
    "view_closed": keys(f"{_WHO} view is_cleared user.name", "user.username"),
    "shortcut": keys(f"{_WHO} callback_id trigger_id action_ts user.username", "user.name"),
    "message_action": keys(
        f"{_WHO} callback_id trigger_id action_ts response_url channel message message_ts user.name channel.id"
        " channel.name message.type message.ts",
        "user.username",
    ),
}
COMMAND = keys(
    "token team_id team_domain channel_id channel_name user_id user_name command text api_app_id response_url"
    " trigger_id is_enterprise_install",
    "enterprise_id enterprise_name",
)
ACTIONS: dict[str, Documented] = {
    "button": keys("type action_id block_id action_ts text", "value style url confirm"),
    "static_select": keys("type action_id block_id action_ts selected_option", "initial_option placeholder confirm"),
    "multi_static_select": keys(
        "type action_id block_id action_ts selected_options", "initial_options placeholder confirm"
    ),
    "external_select": keys("type action_id block_id action_ts selected_option", "initial_option placeholder"),
    "users_select": keys("type action_id block_id action_ts selected_user", "initial_user placeholder confirm"),
    "conversations_select": keys("type action_id block_id action_ts selected_conversation", "placeholder"),
    "channels_select": keys("type action_id block_id action_ts selected_channel", "placeholder"),
    "multi_users_select": keys("type action_id block_id action_ts selected_users", "placeholder"),
    "overflow": keys("type action_id block_id action_ts selected_option", "confirm"),
    "datepicker": keys("type action_id block_id action_ts selected_date", "initial_date placeholder confirm"),
    "timepicker": keys("type action_id block_id action_ts selected_time", "initial_time placeholder confirm"),
    "radio_buttons": keys("type action_id block_id action_ts selected_option", "initial_option confirm"),
    "checkboxes": keys("type action_id block_id action_ts selected_options", "initial_options confirm"),
    "feedback_buttons": keys("type action_id block_id action_ts text value"),
    "plain_text_input": keys("type action_id block_id action_ts value"),
}
