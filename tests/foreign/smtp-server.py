"""A mail server for tests: prints its port, keeps each message as a file in the folder that it is given, ends with its standard input.

While the folder holds a file named "busy" every message is answered 451; while it holds one named "no" every recipient is answered 550;
while it holds one named "slow" every message takes a second.
"""
import asyncio
import os
import sys

from aiosmtpd.controller import Controller

folder = sys.argv[1]
port = int(sys.argv[2]) if len(sys.argv) > 2 else 0


class Keeper:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if os.path.exists(os.path.join(folder, "no")):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if os.path.exists(os.path.join(folder, "busy")):
            return "451 come back later"
        if os.path.exists(os.path.join(folder, "slow")):
            await asyncio.sleep(1)
        self.count += 1
        whole = os.path.join(folder, f"{self.count:05d}.eml")
        with open(whole + ".part", "wb") as file:
            file.write(envelope.original_content)
        os.rename(whole + ".part", whole)
        return "250 OK"


class AnyPort(Controller):
    def _trigger_server(self):
        # The controller would dial port 0.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


controller = AnyPort(Keeper(), hostname="127.0.0.1", port=port)
controller.start()
print(controller.port, flush=True)
sys.stdin.read()
controller.stop()
