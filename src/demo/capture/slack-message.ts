import { z } from 'zod';

// Limits are those of Slack's Block Kit reference (docs.slack.dev/reference/block-kit). Slack refuses unknown
// properties, hence the strict objects; blocks that Wirewatch has no use for are left out, and refused too.

const blockId = z.string().max(255).optional();
const url = z.string().min(1).max(3000);

const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });

const text = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

const image = z.strictObject({ type: z.literal('image'), image_url: url, alt_text: z.string().min(1).max(2000) });

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: z.string().max(255).optional(),
  url: url.optional(),
  value: z.string().max(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: z.string().max(75).optional(),
});

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
    highlight: z.boolean().optional(),
  })
  .optional();

const richInline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('link'), url, text: z.string().optional(), style, unsafe: z.boolean().optional() }),
  z.strictObject({ type: z.literal('emoji'), name: z.string().min(1), style }),
  z.strictObject({ type: z.literal('user'), user_id: z.string().min(1), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().min(1), style }),
  z.strictObject({
    type: z.literal('date'),
    // Seconds since 1970.
    timestamp: z.int(),
    format: z.string().min(1),
    url: url.optional(),
    fallback: z.string().optional(),
    style,
  }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
]);

const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richInline) });

const richPart = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({
    type: z.literal('rich_text_quote'),
    elements: z.array(richInline),
    border: z.literal([0, 1]).optional(),
  }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(richInline),
    border: z.literal([0, 1]).optional(),
  }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richSection),
    indent: z.number().int().min(0).max(8).optional(),
    offset: z.number().int().min(0).optional(),
    border: z.literal([0, 1]).optional(),
  }),
]);

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) }),
  z
    .strictObject({
      type: z.literal('section'),
      block_id: blockId,
      text: text(3000).optional(),
      fields: z.array(text(2000)).min(1).max(10).optional(),
      accessory: z.discriminatedUnion('type', [button, image]).optional(),
      expand: z.boolean().optional(),
    })
    .refine((section) => section.text || section.fields, 'a section needs text or fields'),
  z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(richPart) }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [plainText(3000), mrkdwn(3000), image]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(button).min(1).max(25) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  image.extend({ block_id: blockId, title: plainText(2000).optional() }),
]);

const blocks = z.array(block).max(50);

const messageText = z
  .string()
  .max(40_000)
  .refine((words) => words.trim() !== '', 'the message has no text');

/** A text object of Block Kit, plain or mrkdwn. */
export type SlackText = z.infer<ReturnType<typeof text>>;
/** A piece of a rich_text block. */
export type SlackRichInline = z.infer<typeof richInline>;
/** A Block Kit block. */
export type SlackBlock = z.infer<typeof block>;

/** A message as an incoming webhook takes it. */
export interface SlackPayload {
  /** What notifications show, and the message itself where there are no blocks. */
  text: string;
  blocks: SlackBlock[];
}

/** How Slack takes a post. `answer` is the body of its 400; `reason` is more than Slack tells. */
export type SlackVerdict =
  | { kind: 'accepted'; payload: SlackPayload }
  | { kind: 'refused'; answer: 'invalid_payload' | 'no_text' | 'invalid_blocks'; reason: string };

/**
 * Judges the body of a post to an incoming webhook as Slack would, and stricter in one point: without a top-level
 * `text`, which Slack asks for in favour of screen readers and notifications, it is refused.
 */
export function judgeSlackPost(body: string): SlackVerdict {
  const payload = parseObject(body);
  if (!payload) return { kind: 'refused', answer: 'invalid_payload', reason: 'the body is not a JSON object' };
  const words = messageText.safeParse(payload.text);
  if (!words.success) return { kind: 'refused', answer: 'no_text', reason: z.prettifyError(words.error) };
  const parsed = blocks.safeParse(payload.blocks ?? []);
  if (!parsed.success) return { kind: 'refused', answer: 'invalid_blocks', reason: z.prettifyError(parsed.error) };
  return { kind: 'accepted', payload: { text: words.data, blocks: parsed.data } };
}

function parseObject(body: string): Record<string, unknown> | null {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  } catch {
    return null;
  }
}
