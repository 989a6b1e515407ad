import type { World } from './world.ts';

/** The servers of a world that has some. @throws for one on the embedded database. */
export function serversOf({ servers }: World): NonNullable<World['servers']> {
  if (!servers) throw new Error('this scenario is not for the embedded database');
  return servers;
}

/** `whole` ms, or `brief` in the short form. */
export function lasting({ isShort }: World, whole: number, brief: number): number {
  return isShort ? brief : whole;
}

/** Bytes after which a message breaks off: within the body of a post, and within the DATA of a mail. */
export const HALF = { slack: 600, mail: 700 };
