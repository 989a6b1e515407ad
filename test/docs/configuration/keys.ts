import { isDeepStrictEqual } from 'node:util';

/** A JSON Schema, as far as the one of the configuration goes. */
interface Schema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  /** It is one of its own kind that stands further up. */
  $ref?: string;
  definitions?: Record<string, Schema>;
}

/** A key of the configuration. */
export interface Key {
  /** `feeds[].url`. */
  path: string;
  /** In words. */
  type: string;
  isRequired: boolean;
  /** As it is written in YAML; null: none. */
  default: string | null;
  /** Empty where the schema says nothing. */
  description: string;
}

/**
 * Every key below `schema`, a section before its keys, in the order of the schema. Of two lists beside each other whose
 * entries have the same keys, only the first has them told, and the second names it.
 */
export function keysOf(schema: object): Key[] {
  return keysIn(schema as Schema, '', { definitions: (schema as Schema).definitions ?? {}, inside: [] });
}

/** What is referred to, and inside of what we are: of sections within sections of their kind, the keys are told once. */
interface References {
  definitions: Record<string, Schema>;
  inside: string[];
}

function keysIn(schema: Schema, prefix: string, references: References): Key[] {
  const { definitions, inside } = references;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/definitions/', '');
    return inside.includes(name) ? [] : keysIn(definitions[name]!, prefix, { definitions, inside: [...inside, name] });
  }
  const { properties = {}, required = [] } = schema;
  const all = Object.entries(properties);
  return all.flatMap(([name, given], index) => {
    const forms = formsOf(given);
    const twin = hasEntriesWithKeys(forms)
      ? all.slice(0, index).find(([, other]) => isDeepStrictEqual(formsOf(other), forms))
      : undefined;
    const path = `${prefix}${name}`;
    return [
      {
        path,
        type: twin ? `${typeOf(given)}, with the keys of \`${twin[0]}\`` : typeOf(given),
        isRequired: required.includes(name),
        default: given.default === undefined ? null : JSON.stringify(given.default).replaceAll('"', ''),
        description: given.description ?? forms.find(({ description }) => description)?.description ?? '',
      },
      ...(twin ? [] : forms).flatMap((form) => [
        ...keysIn(form, `${path}.`, references),
        ...(form.items ? formsOf(form.items).flatMap((entry) => keysIn(entry, `${path}[].`, references)) : []),
      ]),
    ];
  });
}

function hasEntriesWithKeys(forms: Schema[]): boolean {
  return forms.some(({ items }) => items && formsOf(items).some(({ properties }) => properties));
}

/** What may stand there; that it may be empty is no form. */
function formsOf(schema: Schema): Schema[] {
  return (schema.anyOf ?? [schema]).filter(({ type }) => type !== 'null');
}

function typeOf(schema: Schema): string {
  return formsOf(schema).map(nameOf).join(' or ');
}

function nameOf({ $ref, type, enum: choices, items, additionalProperties, minimum, maximum }: Schema): string {
  if ($ref) return 'section';
  if (choices) return choices.map((choice) => `\`${choice}\``).join(' or ');
  if (Array.isArray(type)) return type.map((one) => NAMES[one] ?? one).join(' or ');
  if (type === 'array') return `list of ${PLURALS[typeOf(items!)] ?? `words: ${typeOf(items!)}`}`;
  if (type === 'object') return typeof additionalProperties === 'object' ? 'lists of texts by name' : 'section';
  const range = minimum !== undefined && maximum !== undefined ? `, ${minimum} to ${maximum}` : '';
  return `${NAMES[type ?? ''] ?? type}${range}`;
}

const NAMES: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true` or `false`',
};

const PLURALS: Record<string, string> = { text: 'texts', section: 'sections', 'text or section': 'texts or sections' };
