import type { Dialect } from '../../model/watch.ts';
import { FACTIVA } from './factiva.ts';
import type { Grammar } from './grammar.ts';
import { LEXIS } from './lexis.ts';
import { NATIVE } from './native.ts';

/** The grammar of a dialect; null: Wirewatch's own language. */
export function grammarOf(dialect: Dialect | null): Grammar {
  switch (dialect) {
    case 'factiva':
      return FACTIVA;
    case 'lexis':
      return LEXIS;
    case null:
      return NATIVE;
  }
}
