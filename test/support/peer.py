#!/usr/bin/python3
"""An XMPP client that is not ours, for the other end of tests: slixmpp 1.8, driven by lines of JSON.

Each line on stdin is a command, {"cmd": NAME, ...}; each line on stdout is an event, {"ev": NAME, ...}. A command
with an "id" is answered by one event "done" or "failed" with the same "id". peer.ts holds the names and fields.

Needs Debian's python3-slixmpp, so it is run with /usr/bin/python3. What one kind of test needs is one class of
abilities: its `commands` are added to the table, and it registers its own plugins and event handlers.
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import sys
from xml.etree import ElementTree

import slixmpp
from slixmpp.exceptions import IqError, IqTimeout, PresenceError
from slixmpp.xmlstream.handler import Callback, CoroutineCallback
from slixmpp.xmlstream.matcher import MatchXPath, StanzaPath

import xhtml_im

LINE_LIMIT = 4 * 1024 * 1024
JOIN_SECONDS = 5
EVENTS = sys.stdout
# slixmpp 1.8.3 print()s while it joins a room; stdout is for events alone.
sys.stdout = sys.stderr


def emit(event, **fields):
    EVENTS.write(json.dumps({"ev": event, **fields}) + "\n")
    EVENTS.flush()


class Talking:
    """Messages, presence and whatever stanza the test writes out by itself."""

    plugins = ("xep_0030", "xep_0085", "xep_0115", "xep_0184", "xep_0198", "xep_0199", "xep_0280")

    def __init__(self, client):
        self.client = client
        self.commands = {
            "message": self.message,
            "presence": self.presence,
            "raw": self.raw,
            "disconnect": self.disconnect,
        }
        # slixmpp's own events leave out messages without a body and presence from rooms.
        for kind, tell in (("message", self.on_message), ("presence", self.on_presence)):
            client.register_handler(Callback(f"every {kind}", MatchXPath(f"{{jabber:client}}{kind}"), tell))

    def on_message(self, message):
        emit(
            "message",
            **{"from": str(message["from"])},
            type=message["type"],
            body=message["body"],
            messageId=message["id"],
            xml=str(message),
        )

    def on_presence(self, presence):
        # slixmpp hands over <show/> as the type of available presence.
        type_ = presence.xml.get("type")
        emit("presence", **{"from": str(presence["from"])}, type=type_, show=presence["show"], xml=str(presence))

    async def message(self, to, body, type="chat"):
        self.client.send_message(mto=to, mbody=body, mtype=type)

    async def presence(self, to=None, type=None, show=None, status=None):
        self.client.send_presence(pto=to, ptype=type, pshow=show, pstatus=status)

    async def raw(self, xml):
        self.client.send_raw(xml)

    async def disconnect(self):
        self.client.disconnect()


class Rooms:
    """Being in rooms (XEP-0045)."""

    plugins = ("xep_0045",)

    def __init__(self, client):
        self.client = client
        self.entering = {}
        self.refusals = {}
        client.add_event_handler("presence_error", self.on_refusal)
        self.commands = {"join": self.join, "leave": self.leave, "say": self.say, "subject": self.subject}

    async def join(self, room, nick, password=None):
        muc = self.client["xep_0045"]
        entering = asyncio.ensure_future(
            muc.join_muc_wait(slixmpp.JID(room), nick, password=password, maxchars=0, timeout=JOIN_SECONDS)
        )
        # slixmpp 1.8.3 does not tell who waits that the room refused.
        self.entering[room] = entering
        try:
            await entering
        except asyncio.CancelledError:
            raise PresenceError(self.refusals.pop(room)) from None
        finally:
            del self.entering[room]
        emit("joined", room=room, nick=nick)

    def on_refusal(self, presence):
        entering = self.entering.get(presence["from"].bare)
        if entering:
            self.refusals[presence["from"].bare] = presence
            entering.cancel()

    async def leave(self, room, nick):
        self.client["xep_0045"].leave_muc(slixmpp.JID(room), nick)

    async def say(self, room, body):
        self.client.send_message(mto=room, mbody=body, mtype="groupchat")

    async def subject(self, room, subject):
        self.client.send_message(mto=room, mbody=None, msubject=subject, mtype="groupchat")


class Inviting:
    """Invitations by rooms (XEP-0045) and direct ones (XEP-0249)."""

    plugins = ("xep_0045", "xep_0249")

    def __init__(self, client):
        self.client = client
        client.add_event_handler("groupchat_invite", self.on_invite)
        client.add_event_handler("groupchat_direct_invite", self.on_direct_invite)
        # slixmpp 1.8.3 looks the room up where there is none
        client.remove_handler("MUCDecline")
        client.register_handler(Callback("MUCDecline", StanzaPath("message/muc/decline"), self.on_decline))
        self.commands = {"invite": self.invite, "invite_directly": self.invite_directly, "decline": self.decline}

    def on_invite(self, message):
        invite = message["muc"]["invite"]
        self.tell(message, False, message["from"].bare, str(invite["from"]), invite["reason"])

    def on_direct_invite(self, message):
        invite = message["groupchat_invite"]
        self.tell(message, True, str(invite["jid"]), message["from"].bare, invite["reason"])

    def tell(self, message, direct, room, by, reason):
        emit("invited", direct=direct, room=room, by=by, reason=reason, xml=str(message))

    def on_decline(self, message):
        decline = message["muc"]["decline"]
        emit("declined", room=message["from"].bare, by=str(decline["from"]), reason=decline["reason"])

    async def invite(self, room, jid, reason=""):
        self.client["xep_0045"].invite(slixmpp.JID(room), slixmpp.JID(jid), reason)

    async def invite_directly(self, room, jid, reason="", password=""):
        self.client["xep_0249"].send_invitation(
            slixmpp.JID(jid), slixmpp.JID(room), password=password or None, reason=reason or None
        )

    async def decline(self, room, jid, reason=""):
        self.client["xep_0045"].decline(slixmpp.JID(room), slixmpp.JID(jid), reason)


class Asking:
    """Requests of its own: pings (XEP-0199) and what others can do (XEP-0030, XEP-0115)."""

    plugins = ("xep_0030", "xep_0115", "xep_0199")

    def __init__(self, client):
        self.client = client
        self.commands = {"announce": self.announce, "ping": self.ping, "verstring": self.verstring}

    async def announce(self):
        await self.client["xep_0115"].update_caps()

    async def ping(self, to):
        await self.client["xep_0199"].send_ping(to)

    async def verstring(self, to):
        info = await self.client["xep_0030"].get_info(to, cached=False)
        emit("verstring", jid=to, ver=self.client["xep_0115"].generate_verstring(info["disco_info"], "sha-1"))


class Files:
    """Files by stream initiation (XEP-0095, XEP-0096) over in-band bytestreams (XEP-0047)."""

    plugins = ("xep_0020", "xep_0030", "xep_0047", "xep_0095", "xep_0096")

    def __init__(self, client):
        self.client = client
        self.offers = {}
        self.incoming = {}
        self.streams = {}
        self.commands = {
            "offerFile": self.offer_file,
            "sendFile": self.send_file,
            "acceptFile": self.accept_file,
            "declineFile": self.decline_file,
            "closeFile": self.close_file,
            "withoutFiles": self.without_files,
        }
        # slixmpp 1.8.3 hands the coroutine that answers offers to a handler that never awaits it
        client.remove_handler("SI Request")
        answer = client["xep_0095"]._handle_request
        client.register_handler(CoroutineCallback("SI Request", StanzaPath("iq@type=set/si"), answer))
        client.add_event_handler("si_request", self.on_offer)
        client.add_event_handler("ibb_stream_start", self.on_start)
        client.add_event_handler("ibb_stream_data", self.on_data)
        client.add_event_handler("ibb_stream_end", self.on_end)

    def on_offer(self, iq):
        si = iq["si"]
        self.offers[si["id"]] = iq
        file = si["file"]
        emit("fileOffered", sid=si["id"], **{"from": str(iq["from"])}, name=file["name"], size=int(file["size"]), xml=str(iq))

    async def accept_file(self, sid, method=None):
        iq = self.offers.pop(sid)
        self.incoming[sid] = hashlib.sha256(), [0]
        if method:
            offer = await self.client["xep_0095"].api["get_pending"](iq["to"], sid, iq["from"])
            offer["method"] = method
        # it waits for an answer to its answer, which never comes
        asyncio.ensure_future(self.accepting(iq, sid))

    async def accepting(self, iq, sid):
        try:
            await self.client["xep_0095"].accept(iq["from"], sid, ifrom=iq["to"])
        except (IqTimeout, IqError):
            pass

    async def decline_file(self, sid):
        iq = self.offers.pop(sid)
        await self.client["xep_0095"].decline(iq["from"], sid, ifrom=iq["to"])

    async def without_files(self):
        """As a client that receives none: says so, and answers no offers."""
        for feature in ("si", "si/profile/file-transfer"):
            self.client["xep_0030"].del_feature(feature=f"http://jabber.org/protocol/{feature}")
        self.client.remove_handler("SI Request")

    async def close_file(self, sid):
        self.streams[sid].close()

    def on_start(self, stream):
        self.streams[stream.sid] = stream

    def on_data(self, stream):
        digest, count = self.incoming[stream.sid]
        data = stream.read()
        digest.update(data)
        count[0] += len(data)

    def on_end(self, stream):
        if stream.sid in self.incoming:
            digest, (count,) = self.incoming.pop(stream.sid)
            emit("fileReceived", sid=stream.sid, bytes=count, sha256=digest.hexdigest(), blockSize=stream.block_size)

    async def offer_file(self, to, name, size, sid, methods):
        await self.client["xep_0096"].request_file_transfer(
            to,
            sid=sid,
            name=name,
            size=str(size),
            mime_type="application/octet-stream",
            # as dicts: slixmpp 1.8.3 chokes on strings
            methods=[{"value": method} for method in methods],
        )

    async def send_file(self, to, name, size, seed, block_size=4096, messages=False):
        data = random.Random(seed).randbytes(size)
        sid = f"s{seed}"
        await self.offer_file(to, name, size, sid, ["http://jabber.org/protocol/ibb"])
        emit("fileAccepted", sid=sid, sha256=hashlib.sha256(data).hexdigest())
        stream = await self.client["xep_0047"].open_stream(
            slixmpp.JID(to), sid=sid, block_size=block_size, use_messages=messages
        )
        await stream.sendall(data, timeout=30)
        await stream.close()
        emit("fileSent", sid=sid)


class Formatting:
    """Formatted messages (XEP-0071): sends them, and judges those that come."""

    plugins = ("xep_0071",)

    def __init__(self, client):
        self.client = client
        self.commands = {"formatted": self.formatted}
        path = MatchXPath(f"{{jabber:client}}message/{xhtml_im.WRAPPER}")
        client.register_handler(Callback("formatted message", path, self.on_formatted))

    def on_formatted(self, message):
        emit(
            "formatted",
            **{"from": str(message["from"])},
            body=message["body"],
            html=message["html"]["body"],
            problems=xhtml_im.problems(message.xml),
        )

    async def formatted(self, to, versions, type="chat"):
        message = self.client.make_message(mto=to, mtype=type)
        for version in versions:
            lang = version.get("lang", "")
            message.xml.append(self.plain(version["body"], lang))
            message["html"].set_body(version["html"], lang)
        message.send()

    def plain(self, words, lang):
        body = ElementTree.Element(xhtml_im.PLAIN, {xhtml_im.LANG: lang} if lang else {})
        body.text = words
        return body


class Bytestreams:
    """SOCKS5 bytestreams (XEP-0065), one at a time: slixmpp does not say to which stream data belong."""

    plugins = ("xep_0065",)

    def __init__(self, client):
        self.client = client
        self.stream = None
        self.size = 0
        self.incoming = bytearray()
        client.add_event_handler("socks5_data", self.on_data)
        client.add_event_handler("socks5_closed", lambda _: self.tell())
        self.commands = {
            "stream_open": self.open,
            "stream_send": self.send,
            "stream_close": self.close,
            "stream_expect": self.expect,
        }

    async def open(self, to, sid):
        self.stream = await self.client["xep_0065"].handshake(slixmpp.JID(to), sid=sid)

    async def send(self, size):
        data = os.urandom(size)
        self.stream.transport.write(data)
        while self.stream.transport.get_write_buffer_size():
            await asyncio.sleep(0.01)
        emit("stream", bytes=size, sha256=hashlib.sha256(data).hexdigest())

    async def close(self):
        self.stream.transport.close()

    async def expect(self, by, sid, size):
        self.size = size
        self.client.add_event_handler(f"stream:{sid}:{by}", self.on_stream, disposable=True)
        await self.client["xep_0065"].api["preauthorize_sid"](self.client.boundjid, sid, slixmpp.JID(by))

    def on_stream(self, stream):
        self.stream = stream

    def on_data(self, data):
        self.incoming += data
        if self.size and len(self.incoming) >= self.size:
            self.tell()
            self.stream.transport.close()

    def tell(self):
        if self.size:
            emit("stream", bytes=len(self.incoming), sha256=hashlib.sha256(self.incoming).hexdigest())
        self.size = 0


ABILITIES = (Talking, Rooms, Inviting, Asking, Files, Formatting, Bytestreams)


class Peer(slixmpp.ClientXMPP):
    def __init__(self, jid, password):
        super().__init__(jid, password)
        self.commands = {}
        # who may see whom is the test's to say
        self.auto_authorize = None
        self.auto_subscribe = False
        for ability in ABILITIES:
            for plugin in ability.plugins:
                self.register_plugin(plugin)
            self.commands.update(ability(self).commands)
        self.add_event_handler("session_start", self.on_start)
        self.add_event_handler("failed_auth", lambda _: emit("error", what="auth"))
        self.add_event_handler("disconnected", lambda reason: emit("disconnected", reason=str(reason)))

    async def on_start(self, _):
        self.send_presence()
        await self.get_roster()
        emit("ready", jid=str(self.boundjid))

    async def obey(self, command):
        name = command.pop("cmd")
        number = command.pop("id", None)
        try:
            await self.commands[name](**command)
            emit("done", id=number)
        except (IqError, PresenceError) as error:
            emit("failed", id=number, cmd=name, condition=error.condition, text=error.text)
        except IqTimeout:
            emit("failed", id=number, cmd=name, condition="timeout")
        except Exception as error:  # a test's own mistake: told, not died of
            emit("failed", id=number, cmd=name, condition="python", text=f"{type(error).__name__}: {error}")


async def read_commands(peer):
    """Until stdin ends; commands may overlap."""
    reader = asyncio.StreamReader(limit=LINE_LIMIT)
    await peer.loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    running = set()  # strong references: asyncio keeps none
    while line := await reader.readline():
        task = asyncio.ensure_future(peer.obey(json.loads(line)))
        running.add(task)
        task.add_done_callback(running.discard)
    await peer.disconnect(wait=1)
    peer.loop.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jid", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()

    peer = Peer(options.jid, options.password)
    peer.connect((options.host, options.port), use_ssl=False, force_starttls=False, disable_starttls=True)
    reading = peer.loop.create_task(read_commands(peer))
    peer.loop.run_forever()
    reading.cancel()


if __name__ == "__main__":
    main()
