import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { latestArrival } from '../store/canary/runs.ts';
import type { Database } from '../store/database.ts';
import { dueWork } from '../store/doctor/due-work.ts';
import { countOpenNotices } from '../store/feeds/notices.ts';
import { activeNumber } from '../store/versions/config-versions.ts';
import type { ProcessReport } from '../store/work/process-report.ts';
import { listProcesses } from '../store/work/reports.ts';

/** Figures for Prometheus. */
export interface Metrics {
  /** Media type of what {@link scrape} tells. */
  readonly contentType: string;
  /** All figures as they are now, in Prometheus' text format. Rejects when the database does not answer. */
  scrape(): Promise<string>;
}

const OF_PROCESS = ['role', 'host', 'pid'] as const;

/**
 * The figures there are, by the names that docs/operating.md lists. Those of Wirewatch as a whole are asked of the database
 * when they are scraped; those of Node are of this process.
 */
export function createMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `wirewatch_${name}`, help, labelNames, registers: [registry] });

  const version = gauge('config_version', 'Number of the active version of the configuration.');
  const running = gauge('process_config_version', 'Number of the version that a process runs.', OF_PROCESS);
  const valid = gauge(
    'process_config_valid',
    '0: what is in the directory of a process is wrong or gone, or the active version cannot run there.',
    OF_PROCESS,
  );
  const latency = gauge('canary_latency_seconds', 'How long the last canary that arrived took.');
  const arrival = gauge('canary_arrival_timestamp_seconds', 'When the last canary arrived.');
  const overdue = gauge('canary_overdue', '1: a canary has not arrived in time.');
  const notices = gauge('notices_open', 'What operators have to know and is not over.');
  const oldest = gauge('work_oldest_seconds', 'How long the oldest work of a kind that is due has waited.', ['kind']);

  function setProcesses(reports: ProcessReport[]) {
    // A process that has ended is to leave no line behind.
    running.reset();
    valid.reset();
    for (const { role, host, pid, version: number, disk, stuck } of reports) {
      // It runs none.
      if (role === 'server') continue;
      const labels = { role, host, pid: String(pid) };
      running.set(labels, number);
      valid.set(labels, disk.kind === 'invalid' || stuck !== null ? 0 : 1);
    }
  }

  return {
    contentType: registry.contentType,
    async scrape() {
      const [active, processes, arrived, open, due] = await Promise.all([
        activeNumber(db),
        listProcesses(db),
        latestArrival(db),
        countOpenNotices(db),
        dueWork(db),
      ]);
      version.set(active);
      setProcesses(processes.flatMap(({ report }) => report ?? []));
      latency.set(arrived ? arrived.tookMs / 1_000 : Number.NaN);
      arrival.set(arrived ? arrived.arrivedAt.getTime() / 1_000 : Number.NaN);
      overdue.set(open.canary > 0 ? 1 : 0);
      notices.set(open.all);
      for (const [kind, ms] of [
        ['poll', due.pollsMs],
        ['read', due.readsMs],
        ['deliver', due.deliveriesMs],
      ] as const)
        oldest.set({ kind }, (ms ?? 0) / 1_000);
      return registry.metrics();
    },
  };
}
