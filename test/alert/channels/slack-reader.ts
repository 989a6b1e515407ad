import type { SlackMessage } from '../../../src/alert/layout/slack.ts';
import { readMrkdwn, type Span } from '../../../src/demo/capture/mrkdwn.ts';
import type { Shown } from './contract.ts';

/** A message as Slack shows it: the blocks, and what notifications say. */
export function showSlack({ text, blocks = [] }: SlackMessage): Shown {
  const elements = blocks.flatMap((block): { type: string; text?: string; fallback?: string; url?: string }[] =>
    block.type === 'context' ? block.elements : block.elements.flatMap((section) => section.elements),
  );
  const spans = allOf(readMrkdwn(text));
  return {
    text: elements.map((element) => element.text ?? element.fallback).join('\n'),
    links: [
      ...elements.flatMap((element) => element.url ?? []),
      ...spans.flatMap((span) => (span.kind === 'link' ? span.url : [])),
    ],
    live: [
      ...elements.flatMap(({ type }) => (['plain_text', 'text', 'link', 'date'].includes(type) ? [] : type)),
      ...spans.flatMap((span) => (span.kind === 'mention' ? JSON.stringify(span) : [])),
    ],
  };
}

function allOf(spans: Span[]): Span[] {
  return spans.flatMap((span) => ('spans' in span ? [span, ...allOf(span.spans)] : [span]));
}

/** The limits of Block Kit and of a message (docs.slack.dev/reference/block-kit/blocks, /reference/methods/chat.postMessage). */
export function slackLimits({ text, blocks = [] }: SlackMessage): { limit: number; found: number }[] {
  const texts = blocks.flatMap((block) =>
    block.type === 'context' ? block.elements.map((one) => one.text.length) : [],
  );
  return [
    { limit: 50, found: blocks.length },
    { limit: 40_000, found: text.length },
    { limit: 3_000, found: Math.max(...texts) },
    // msg_blocks_too_long was seen from 13,000 characters on.
    { limit: 13_000, found: JSON.stringify(blocks).length },
  ];
}
