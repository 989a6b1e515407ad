import ipaddr from 'ipaddr.js';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Logger } from '../../log.ts';

/** Wrong passwords an address may send in a while, ten for somebody who types it; then it waits for the end of the while. */
const PER_ADDRESS = 10;
const WHILE_S = 15 * 60;

/** Wrong passwords an account may be sent in a while by all addresses together; then each has one left. */
const PER_ACCOUNT = 100;
const PER_ADDRESS_UNDER_ATTACK = 1;

/** Bits of an IPv6 address that one customer has to himself, and may choose from as he likes (RFC 6177 §2). */
const IPV6_NETWORK_BYTES = 8;

/** Whether a password may be looked at, or how long its sender has to wait, in s. */
export type Admission = { kind: 'admitted' } | { kind: 'slowed'; retryAfterS: number };

/** Slows down those who guess. What it knows goes with the process. */
export interface SlowDown {
  /**
   * Asked before a password is looked at; until {@link right} is called, it counts as wrong, so that many that come at once
   * are not all admitted before the first is known to be wrong.
   */
  admit(account: string, address: string): Promise<Admission>;
  /** Takes back what was counted. */
  right(account: string, address: string): Promise<void>;
}

/**
 * Counts wrong passwords by address and by account. An account that many addresses are at is closed to none of them, since
 * they would close it to its owner: each has one try in a while, which he needs no second of.
 *
 * @param what What is guessed, for the log.
 */
export function createSlowDown(log: Logger, what = 'passwords'): SlowDown {
  const duration = WHILE_S;
  const byAddress = new RateLimiterMemory({ points: PER_ADDRESS, duration });
  const byAccount = new RateLimiterMemory({ points: PER_ACCOUNT, duration });
  const told = new RateLimiterMemory({ points: 1, duration });

  async function tellOnce(key: string, tell: () => void): Promise<void> {
    if ((await told.penalty(key)).consumedPoints === 1) tell();
  }

  return {
    async admit(account, address) {
      const network = networkOf(address);
      const { consumedPoints: tries, msBeforeNext } = await byAddress.penalty(network);
      const wrong = (await byAccount.get(account))?.consumedPoints ?? 0;
      const isUnderAttack = wrong >= PER_ACCOUNT;
      if (isUnderAttack) {
        await tellOnce(`account ${account}`, () => log.warn({ wrong }, `many addresses send wrong ${what}`));
      }
      if (tries > (isUnderAttack ? PER_ADDRESS_UNDER_ATTACK : PER_ADDRESS)) {
        await tellOnce(`address ${network}`, () => log.warn({ address }, `too many wrong ${what} from an address`));
        return { kind: 'slowed', retryAfterS: Math.ceil(msBeforeNext / 1_000) };
      }
      await byAccount.penalty(account);
      return { kind: 'admitted' };
    },
    async right(account, address) {
      await byAddress.reward(networkOf(address));
      await byAccount.reward(account);
    },
  };
}

/** What one sender has to himself: an IPv4 address, or a network of IPv6. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, IPV6_NETWORK_BYTES).join('.');
}
