import type { Span, TextStyle } from './mrkdwn.ts';
import type { SlackRichInline } from './slack-message.ts';

/** The pieces of a rich_text block as the spans that mrkdwn is read into, so that both are shown alike. */
export function readRichText(elements: SlackRichInline[]): Span[] {
  return elements.flatMap((element) => withStyles(element, spansOf(element)));
}

function spansOf(element: SlackRichInline): Span[] {
  switch (element.type) {
    case 'text':
      return element.style?.code ? [{ kind: 'code', text: element.text }] : lines(element.text);
    case 'link':
      return [{ kind: 'link', url: element.url, spans: [{ kind: 'text', text: element.text ?? element.url }] }];
    case 'emoji':
      return [{ kind: 'text', text: `:${element.name}:` }];
    case 'date':
      return [{ kind: 'text', text: element.fallback ?? new Date(element.timestamp * 1000).toUTCString() }];
    case 'user':
      return [{ kind: 'mention', text: `@${element.user_id}` }];
    case 'channel':
      return [{ kind: 'mention', text: `#${element.channel_id}` }];
    case 'broadcast':
      return [{ kind: 'mention', text: `@${element.range}` }];
  }
}

function lines(text: string): Span[] {
  return text
    .split('\n')
    .flatMap((line, index): Span[] =>
      index === 0 ? [{ kind: 'text', text: line }] : [{ kind: 'break' }, { kind: 'text', text: line }],
    );
}

function withStyles({ style }: SlackRichInline, spans: Span[]): Span[] {
  const styles: TextStyle[] = (['bold', 'italic', 'strike'] as const).filter((name) => style?.[name]);
  return styles.reduce<Span[]>((inner, name) => [{ kind: 'styled', style: name, spans: inner }], spans);
}
