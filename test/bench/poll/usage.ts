import { readFile } from 'node:fs/promises';
import { descendantsOf } from '../../support/process.ts';

/** What a process and its descendants took. */
export interface Usage {
  /** Processor time in s: user and system. */
  cpuSeconds: number;
  /** Largest resident memory seen at once, in MB: of the database's processes, and of all others. */
  databaseMb: number;
  otherMb: number;
}

const SAMPLE_MS = 500;
/** Ticks of the kernel's clock in a second, as Linux shows it to programs. */
const TICKS = 100;
const KIB = 1_024;

/** Watches a tree of processes until `stop`. Memory that processes share is shared out among them (Linux: Pss). */
export function watchUsage(pid: number): { stop(): Promise<Usage> } {
  const cpu = new Map<number, number>();
  const usage = { databaseMb: 0, otherMb: 0 };
  let first: Map<number, number> | null = null;
  const look = async () => {
    const sums = { databaseMb: 0, otherMb: 0 };
    const tree = [{ pid, command: 'node' }, ...(await descendantsOf(pid))];
    for (const one of tree) {
      const taken = await readProcess(one.pid);
      if (!taken) continue;
      cpu.set(one.pid, taken.cpuSeconds);
      sums[one.command === 'postgres' ? 'databaseMb' : 'otherMb'] += taken.residentMb;
    }
    first ??= new Map(cpu);
    usage.databaseMb = Math.max(usage.databaseMb, sums.databaseMb);
    usage.otherMb = Math.max(usage.otherMb, sums.otherMb);
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, SAMPLE_MS);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await look();
      const spent = [...cpu].reduce((sum, [one, seconds]) => sum + seconds - (first?.get(one) ?? 0), 0);
      return { cpuSeconds: spent, ...usage };
    },
  };
}

async function readProcess(pid: number): Promise<{ cpuSeconds: number; residentMb: number } | null> {
  const [stat, memory] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null),
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')),
  ]);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields) return null;
  const kib = Number(/^(?:Pss|VmRSS):\s+(\d+)/m.exec(memory)?.[1] ?? 0);
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS, residentMb: (kib * KIB) / 1e6 };
}
