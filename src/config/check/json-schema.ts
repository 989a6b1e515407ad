import { z } from 'zod';
import { ConfigFile } from './schema.ts';

/** The JSON Schema (draft 7) of a configuration file, for editors; config/wirewatch.schema.json holds it. */
export function configJsonSchema(): object {
  return z.toJSONSchema(ConfigFile, { io: 'input', target: 'draft-7' });
}

if (import.meta.main) console.log(JSON.stringify(configJsonSchema(), null, 2));
