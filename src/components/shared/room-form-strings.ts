/** Words for the fields of rooms' own forms (XEP-0045 §15.5), by the fields' names: loaded with the first such form. */

export const roomFormEnglish = {
  labels: {
    'muc#roomconfig_roomname': 'Name of the room',
    'muc#roomconfig_roomdesc': 'Description',
    'muc#roomconfig_lang': 'Language that is spoken',
    'muc#roomconfig_enablelogging': 'What is said is logged for everybody to read',
    'muc#roomconfig_enablearchiving': 'What is said is kept for those who come later',
    'muc#roomconfig_changesubject': 'Everybody may change the subject',
    'muc#roomconfig_allowinvites': 'Everybody may invite others',
    'muc#roomconfig_allowpm': 'Who may send private messages',
    'muc#roomconfig_maxusers': 'How many people may be in it',
    'muc#roomconfig_presencebroadcast': 'Whose coming and going everybody sees',
    'muc#roomconfig_getmemberlist': 'Who may see the list of members',
    'muc#roomconfig_publicroom': 'Can be found in the list of rooms',
    'muc#roomconfig_persistentroom': 'Stays when everybody has left',
    'muc#roomconfig_moderatedroom': 'Only people with voice can write',
    'muc#roomconfig_membersonly': 'Only members can enter',
    'muc#roomconfig_passwordprotectedroom': 'Only those with the password can enter',
    'muc#roomconfig_roomsecret': 'Password',
    'muc#roomconfig_whois': 'Who sees real addresses',
    'muc#roomconfig_pubsub': 'Address of a publish-subscribe node',
    'muc#roomconfig_roomadmins': 'Administrators',
    'muc#roomconfig_roomowners': 'Owners',
    'muc#maxhistoryfetch': 'How many earlier messages newcomers get at most',
    // Prosody's own, and ejabberd's
    'muc#roomconfig_historylength': 'How many earlier messages are kept for newcomers',
    'muc#roomconfig_defaulthistorymessages': 'How many of them newcomers get unless they ask for more',
    '{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites': 'Members may invite others',
    public_list: 'Everybody may see who is in it',
    members_by_default: 'Newcomers can write',
    allow_private_messages: 'People may send each other private messages',
    allow_private_messages_from_visitors: 'To whom visitors may send private messages',
    allow_query_users: 'People may ask about each other’s apps',
    allow_visitor_status: 'Visitors may show a status',
    allow_visitor_nickchange: 'Visitors may change their name',
    allow_voice_requests: 'Visitors may ask to speak',
    voice_request_min_interval: 'Seconds between two such requests',
    allow_subscription: 'People may follow the room without being in it',
    enable_hats: 'People can be given hats',
    mam: 'What is said is kept for those who come later',

    'muc#register_first': 'First name',
    'muc#register_last': 'Last name',
    'muc#register_roomnick': 'Your name in the room',
    'muc#register_url': 'Web page',
    'muc#register_email': 'Email address',
    'muc#register_faqentry': 'What others should know about you',
    'muc#register_allow': 'Let them become a member',
  },
  /** Choices, by the fields' names and what stands for them. */
  options: {
    'muc#roomconfig_allowpm': {
      anyone: 'Everybody',
      participants: 'Whoever can write here',
      moderators: 'Moderators',
      none: 'Nobody',
    },
    allow_private_messages_from_visitors: {
      anyone: 'Everybody',
      moderators: 'Moderators',
      nobody: 'Nobody',
    },
    'muc#roomconfig_whois': { anyone: 'Everybody', moderators: 'Moderators' },
    'muc#roomconfig_presencebroadcast': {
      moderator: 'Moderators',
      participant: 'Participants',
      visitor: 'Visitors',
    },
    'muc#roomconfig_getmemberlist': {
      moderator: 'Moderators',
      participant: 'Participants',
      visitor: 'Visitors',
    },
  },
};

export type RoomFormStrings = typeof roomFormEnglish;

export interface RoomFormWords {
  readonly roomForms: RoomFormStrings;
}
