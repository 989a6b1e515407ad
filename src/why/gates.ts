import type { Gate } from './gate.ts';
import { alertGate } from './gates/alert.ts';
import { deliveryGate } from './gates/delivery.ts';
import { feedGate } from './gates/feed.ts';
import { itemGate } from './gates/item.ts';
import { pageGate } from './gates/page.ts';
import { polledGate } from './gates/polled.ts';
import { storyGate } from './gates/story.ts';
import { textGate } from './gates/text.ts';
import { watchesGate } from './gates/watches.ts';

/** The gates, in the order in which news passes them. */
export const GATES: readonly Gate[] = [
  feedGate,
  polledGate,
  itemGate,
  pageGate,
  textGate,
  watchesGate,
  storyGate,
  alertGate,
  deliveryGate,
];
