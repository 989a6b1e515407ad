import type { Check } from './check.ts';
import { channelsCheck } from './checks/channels.ts';
import { clockCheck } from './checks/clock.ts';
import { configCheck } from './checks/config.ts';
import { databaseCheck } from './checks/database.ts';
import { deliveriesCheck } from './checks/deliveries.ts';
import { diskCheck } from './checks/disk.ts';
import { feedsCheck } from './checks/feeds.ts';
import { networkCheck } from './checks/network.ts';
import { noticesCheck } from './checks/notices.ts';
import { processesCheck } from './checks/processes.ts';
import { queueCheck } from './checks/queues.ts';
import { whatRunsCheck } from './checks/what-runs.ts';
import { workCheck } from './checks/work.ts';

/** What is looked at, in the order in which it is told: what the rest stands on comes first. */
export const CHECKS: Check[] = [
  configCheck,
  databaseCheck,
  diskCheck,
  clockCheck,
  queueCheck,
  networkCheck,
  channelsCheck,
  processesCheck,
  whatRunsCheck,
  workCheck,
  feedsCheck,
  deliveriesCheck,
  noticesCheck,
];
