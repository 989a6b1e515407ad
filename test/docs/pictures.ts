// `npm run docs:pictures`: plays the demo and makes pictures of what its mail server and its Slack got, for the README. For
// maintainers, with Chromium on the path or in CHROMIUM, and fonts with Chinese and emoji; no test, since which article comes first
// is left to the race that the demo is, and no two machines have the same fonts.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const chromium = process.env.CHROMIUM ?? 'chromium';

/** Pictures by name: the page of the capture, and how much of it. */
const PICTURES = {
  'message-mail': { path: 'mail/1/body', size: '800,500' },
  'message-slack': { path: '', size: '900,760' },
};

const demo = spawn(process.execPath, ['src/cli/wirewatch.js', 'demo'], { stdio: ['ignore', 'pipe', 'inherit'] });
const profile = await mkdtemp(join(tmpdir(), 'wirewatch-pictures-'));
try {
  const pages = await capturePagesOf(demo);
  for (const [name, { path, size }] of Object.entries(PICTURES)) {
    const target = `docs/images/${name}.png`;
    await run(chromium, [
      ...[
        '--headless',
        '--disable-gpu',
        '--hide-scrollbars',
        '--virtual-time-budget=2000',
        `--user-data-dir=${profile}`,
      ],
      // Root, as in a container, has no sandbox; what is opened is on this machine and has no script.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...[`--window-size=${size}`, `--screenshot=${target}`, `${pages}${path}`],
    ]);
    console.log(target);
  }
} finally {
  await end(demo);
  await rm(profile, { recursive: true, force: true });
}

/** Where the demo shows what was captured, once all of it is there. */
async function capturePagesOf({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout! })) {
    const url = /Captured Slack\s+(\S+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the demo ended before it had told its story');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}
