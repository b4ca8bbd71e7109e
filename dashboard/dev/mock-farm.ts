import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { act, alarmPage, evidenceOf, openAlarms } from "./mock-alarms.ts";
import { backTest } from "./mock-back-test.ts";
import { findingsOf, rules } from "./mock-rules.ts";
import { agentsOf, farm, picture, seriesOf, seriesSetOf, snapshotOf, stillsOf, timeZone } from "./mock-coops.ts";

/** Ends a SignalR message. */
const end = "\u001e";

interface Screen {
  readonly stream: ServerResponse;
  greeted: boolean;
  coops: readonly string[];
}

/**
 * A stand-in for the cloud, for work on the look of the screens: the REST answers and a hub that speaks SignalR's JSON protocol
 * over server-sent events. `ROOST_MOCK_COOPS` says how many coops the farm has.
 */
export function mockFarm(): Plugin {
  const count = Number(process.env["ROOST_MOCK_COOPS"] ?? 4);
  const coops = Array.from({ length: count }, (_, index) => `coop-${index + 1}`);
  const screens = new Map<string, Screen>();
  let number = 0;

  const send = (screen: Screen, message: object) => screen.stream.write(`data: ${JSON.stringify(message)}${end}\r\n\r\n`);
  const snapshot = (coop: string) => snapshotOf(coop, number, Date.now());
  const farmSnapshot = () => ({ farm, timeZone, now: new Date().toISOString(), clockSpeed: 1, coops: coops.map(snapshot), alarms: openAlarms(), hasOnCallPlan: false });

  function invoked(screen: Screen, id: string, target: string, names: readonly string[]): void {
    const coop = names[1] ?? "";
    screen.coops = target === "SubscribeToFarm" ? coops : coops.filter((each) => each === coop);
    if (target === "SubscribeToCoop" && screen.coops.length === 0) send(screen, { type: 3, invocationId: id, error: `There is no coop "${coop}".` });
    else send(screen, { type: 3, invocationId: id, result: target === "SubscribeToFarm" ? farmSnapshot() : { ...snapshot(coop), alarms: openAlarms() } });
  }

  function received(screen: Screen, text: string): void {
    for (const part of text.split(end).filter((each) => each !== "")) {
      const message = JSON.parse(part) as { protocol?: string; type?: number; invocationId?: string; target?: string; arguments?: string[] };
      if (message.protocol !== undefined) {
        screen.greeted = true;
        send(screen, {});
      } else if (message.type === 1) invoked(screen, message.invocationId ?? "", message.target ?? "", message.arguments ?? []);
    }
  }

  function beat(): void {
    number++;
    for (const screen of [...screens.values()].filter((each) => each.greeted)) {
      send(screen, { type: 6 });
      const deltas = screen.coops.map(snapshot).map(({ clockSpeed: _speed, timeZone: _zone, alarms: _alarms, ...delta }) => delta);
      if (deltas.length > 0) send(screen, { type: 1, target: "CoopsChanged", arguments: [deltas] });
    }
  }

  function hub(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const id = url.searchParams.get("id") ?? "";
    if (url.pathname === "/live/negotiate") {
      const token = crypto.randomUUID();
      const availableTransports = [{ transport: "ServerSentEvents", transferFormats: ["Text"] }];
      json(response, { connectionId: token, connectionToken: token, negotiateVersion: 1, availableTransports });
    } else if (request.method === "GET") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(":\r\n\r\n");
      screens.set(id, { stream: response, greeted: false, coops: [] });
      request.on("close", () => screens.delete(id));
    } else {
      let text = "";
      request.on("data", (part: Buffer) => { text += part.toString("utf8"); });
      request.on("end", () => {
        const screen = screens.get(id);
        if (screen !== undefined) received(screen, text);
        response.writeHead(screen === undefined ? 404 : 200).end();
      });
    }
  }

  function acted(request: IncomingMessage, response: ServerResponse, id: string, what: string): void {
    read(request, (facts) => {
      const done = act(id, what, facts);
      json(response, done?.alarm ?? missing(`There is no alarm "${id}".`), done === null ? 404 : 200);
      for (const screen of screens.values()) if (done !== null) send(screen, { type: 1, target: "AlarmsChanged", arguments: [done.delta] });
    });
  }

  function rest(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const parts = url.pathname.split("/").slice(3);
    const coop = parts[2] ?? "";
    const id = decodeURIComponent(coop);
    if (parts.length === 0) json(response, count < 0 ? [] : [{ farm, timeZone, coops }]);
    else if (parts.length === 1) json(response, farmSnapshot());
    else if (parts[1] === "agents") json(response, agentsOf(coops, Date.now()));
    else if (parts[1] === "series") json(response, seriesSetOf(url.searchParams));
    else if (parts[1] === "back-test") read(request, () => json(response, backTest()));
    else if (parts[1] === "rules" && request.method === "GET") json(response, rules);
    else if (parts[1] === "rules") read(request, ({ rule = "", value = "" }) => json(response, { rules, findings: findingsOf(rule, value) }));
    else if (parts[1] === "alarms" && request.method === "POST") acted(request, response, id, parts[3] ?? "");
    else if (parts[1] === "alarms" && coop !== "") json(response, evidenceOf(id) ?? missing(`There is no alarm "${id}".`), evidenceOf(id) === null ? 404 : 200);
    else if (parts[1] === "alarms") json(response, alarmPage(url.searchParams));
    else if (!coops.includes(coop)) json(response, missing(`There is no coop "${coop}".`), 404);
    else if (parts[3] === "series") json(response, seriesOf(coop, url.searchParams));
    else if (parts[3] === "stills") json(response, stillsOf(coop, url.searchParams));
    else if (parts[3] === "cameras") {
      response.writeHead(200, { "content-type": "image/svg+xml", "cache-control": "no-store" }).end(picture(coop, url.searchParams.get("at") ?? ""));
    } else json(response, snapshot(coop));
  }

  return {
    name: "roost-mock-farm",
    configureServer(server) {
      const timer = setInterval(beat, 1_000);
      server.httpServer?.on("close", () => clearInterval(timer));
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        if (url.pathname === "/live" || url.pathname === "/live/negotiate") hub(request, response, url);
        else if (url.pathname.startsWith("/api/farms")) rest(request, response, url);
        else if (url.pathname === "/api/diagnostics/rejections") json(response, [{ kind: "time-in-future", count: 3 }]);
        else next();
      });
    },
  };
}

function read(request: IncomingMessage, then: (facts: Record<string, string>) => void): void {
  let text = "";
  request.on("data", (part: Buffer) => { text += part.toString("utf8"); });
  request.on("end", () => then(JSON.parse(text) as Record<string, string>));
}

const missing = (detail: string) => ({ title: "Not Found", status: 404, detail });

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
