import type { TelegramMessage } from '../../../src/alert/layout/telegram.ts';
import type { Shown } from './contract.ts';

/** What Telegram makes of words by itself (td/telegram/MessageEntity.cpp: find_mentions, find_bot_commands). */
const MENTION = /(?<!\w)@\w{2,32}/g;
const COMMAND = /(?<![\w/<>])\/\w{1,64}(?![\w/<>])/g;

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TAG = /<(\/?)(\w+)(?: href="([^"<>]*)")?>/y;

/** A message after Telegram has read it; a tag or an entity that it refuses is alive. */
export function showTelegram({ text: source, parse_mode: mode }: TelegramMessage): Shown & { entities: number } {
  const shown = { text: '', links: [] as string[], live: [] as string[], entities: 0 };
  const open: string[] = [];
  for (let at = 0; at < source.length; ) {
    TAG.lastIndex = at;
    const tag = mode === 'HTML' ? TAG.exec(source) : null;
    const entity = mode === 'HTML' ? /^&(\w+);/.exec(source.slice(at, at + 10)) : null;
    if (tag) {
      const [all, isEnd, name, href] = tag;
      at += all.length;
      if (!['a', 'b', 'i', 'blockquote'].includes(name!)) shown.live.push(all);
      if (isEnd) {
        if (open.pop() !== name) shown.live.push(all);
      } else {
        open.push(name!);
        shown.entities += 1;
        if (href !== undefined) shown.links.push(decode(href));
      }
    } else if (entity) {
      at += entity[0].length;
      shown.text += ENTITIES[entity[1]!] ?? shown.live.push(entity[0]);
    } else {
      if (mode === 'HTML' && '<>&'.includes(source[at]!)) shown.live.push(source.slice(at, at + 20));
      shown.text += source[at++];
    }
  }
  const found = [...(shown.text.match(MENTION) ?? []), ...(shown.text.match(COMMAND) ?? []), ...open];
  // Without markup an address that stands alone is a link.
  const bare = mode === 'HTML' ? [] : (shown.text.match(/https:\/\/\S+/g) ?? []);
  return { ...shown, links: [...shown.links, ...bare], live: [...shown.live, ...found] };
}

function decode(text: string): string {
  return text.replace(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all);
}

/** core.telegram.org/bots/api#sendmessage, and what was found out (see the layout). */
export function telegramLimits(message: TelegramMessage): { limit: number; found: number }[] {
  const { text, entities } = showTelegram(message);
  return [
    { limit: 4_096, found: text.length },
    { limit: 100, found: entities },
    { limit: 9_500, found: message.text.length },
  ];
}
