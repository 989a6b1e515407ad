import { hostname, userInfo } from 'node:os';

/** Who does what this process does: `user@host`. */
export function author(): string {
  return `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no user has.
    return String(process.getuid?.() ?? 'unknown');
  }
}
