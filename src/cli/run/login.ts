import { ADMIN } from '../../server/access/password.ts';

/** How to get to the pages. */
export interface Login {
  /** Null where they could not be opened. */
  url: string | null;
  /** The password, at the one start that made it; null ever after. */
  made: string | null;
  /** Whether the password is that of `WIREWATCH_ADMIN_PASSWORD`. */
  fromEnvironment: boolean;
}

/** Says on one line of standard error which address to open, and as whom: the log may be kept, a password must not be. */
export function printLogin({ url, made, fromEnvironment }: Login): void {
  const password = fromEnvironment
    ? 'the password of WIREWATCH_ADMIN_PASSWORD'
    : made === null
      ? 'the password that the first start showed; WIREWATCH_ADMIN_PASSWORD sets another'
      : `password ${made} (made now, shown only this once)`;
  console.error(`${url === null ? 'Login for the pages' : `Open ${url}`}: user ${ADMIN}, ${password}`);
}
