import { z } from 'zod';
import { ConfigFile } from './schema.ts';

/** What the schema says of a key besides its form. */
const Said = z.object({
  description: z.string().optional(),
  default: z.unknown().optional(),
  examples: z.unknown().optional(),
});

/**
 * The JSON Schema (draft 7) of a configuration file, for editors; config/wirewatch.schema.json holds it. What editors show
 * of a key stands in `markdownDescription`, with what holds when it is left out.
 */
export function configJsonSchema(): object {
  return z.toJSONSchema(ConfigFile, {
    io: 'input',
    target: 'draft-7',
    override({ zodSchema, jsonSchema }) {
      // Zod takes those of a value that is understood for what is understood of it. Ours are as people write them.
      const said = Said.parse(z.globalRegistry.get(zodSchema) ?? {});
      if (said.default !== undefined) jsonSchema.default = said.default as typeof jsonSchema.default;
      if (said.examples !== undefined) jsonSchema.examples = said.examples as unknown[];
      if (said.description !== undefined) jsonSchema.markdownDescription = markdownOf(said);
    },
  });
}

function markdownOf({ description, default: value }: z.output<typeof Said>): string {
  return value === undefined ? description! : `${description}\n\nLeft out: \`${value}\`.`;
}

if (import.meta.main) console.log(JSON.stringify(configJsonSchema(), null, 2));
