import type { ChannelKind } from "../contracts";
import type { MessageKey } from "../i18n/en";

/** The channels that a form can fill in; a browser subscribes to push by itself. */
export const channels = ["mail", "sms", "voice", "we-com", "ding-talk", "feishu", "slack", "teams", "webhook", "mqtt"] as const satisfies ChannelKind[];

/** Those whose messages can be signed. */
export const secretChannels: readonly ChannelKind[] = ["webhook", "ding-talk", "feishu"];

export const channelNames = {
  mail: "channel.mail", sms: "channel.sms", voice: "channel.voice", "we-com": "channel.we-com", "ding-talk": "channel.ding-talk", feishu: "channel.feishu",
  slack: "channel.slack", teams: "channel.teams", webhook: "channel.webhook", mqtt: "channel.mqtt", push: "channel.push",
} as const satisfies Record<ChannelKind, MessageKey>;

export function isChannel(text: string): text is ChannelKind {
  return Object.hasOwn(channelNames, text);
}
