import type { DiscordMessage } from '../../../src/alert/layout/discord.ts';
import type { Shown } from './contract.ts';

/** The rules of Discord's markdown that what we send could meet, as its clients apply them: the first that matches wins. */
const RULES: [kind: 'escape' | 'link' | 'address' | 'live' | 'sign' | 'text', rule: RegExp][] = [
  ['escape', /^\\([^0-9A-Za-z\s])/],
  ['link', /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)/],
  ['address', /^<?(https?:\/\/[^\s<>]+[^<>.,:;"'\]\s])>?/],
  ['live', /^(?:@everyone|@here|<[@#:/at][^>\s]*>|:[\w+~-]+:)/],
  ['sign', /^(?:\*\*\*?|\*(?=\S)|__?|~~|\|\||```?|`)/],
  ['text', /^[\s\S]/],
];
/** What begins a line of another kind; a quotation is ours. */
const LINE_STARTS = /^\s*(?:#{1,3} |-# |[-+*] |\d+\. |>>> )/gm;

/** A message as Discord shows it. */
export function showDiscord({ content = '', embeds = [] }: DiscordMessage): Shown {
  const texts = [content, ...embeds.flatMap(({ title, description = '' }) => [title, description])];
  const shown = texts.map(read);
  return {
    text: shown.map(({ text }) => text).join('\n'),
    links: [...embeds.flatMap(({ url }) => url ?? []), ...shown.flatMap(({ links }) => links)],
    live: [...shown.flatMap(({ live }) => live), ...texts.flatMap((text) => text.match(LINE_STARTS) ?? [])],
  };
}

function read(source: string): Shown {
  const shown: Shown = { text: '', links: [], live: [] };
  for (let rest = source; rest !== ''; ) {
    const [kind, match] = RULES.flatMap(([kind, rule]) => {
      const found = rule.exec(rest);
      return found ? [[kind, found] as const] : [];
    })[0]!;
    rest = rest.slice(match[0].length);
    if (kind === 'link') shown.links.push(match[2]!);
    if (kind === 'address') shown.links.push(match[1]!);
    if (kind === 'live') shown.live.push(match[0]);
    // In the text of a link a backslash is shown.
    if (kind === 'link' && /[\\*_`~|<]|https?:/.test(match[1]!)) shown.live.push(match[0]);
    if (kind !== 'sign') shown.text += kind === 'escape' || kind === 'link' ? match[1]! : match[0];
  }
  return shown;
}

/** docs.discord.com/developers/resources/webhook and /message (Embed Limits). */
export function discordLimits({ content = '', embeds = [] }: DiscordMessage): { limit: number; found: number }[] {
  const all = embeds.flatMap(({ title, description = '' }) => title.length + description.length);
  return [
    { limit: 2_000, found: content.length },
    { limit: 10, found: embeds.length },
    { limit: 6_000, found: all.reduce((sum, one) => sum + one, 0) },
    ...embeds.flatMap(({ title, url = '', description = '' }) => [
      { limit: 256, found: title.length },
      { limit: 2_048, found: url.length },
      { limit: 4_096, found: description.length },
    ]),
  ];
}
