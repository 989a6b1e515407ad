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

/** Every key below `schema`, a section before its keys, in the order of the schema. */
export function keysOf(schema: object, prefix = ''): Key[] {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.entries(properties).flatMap(([name, given]) => {
    const forms = formsOf(given);
    const path = `${prefix}${name}`;
    return [
      {
        path,
        type: typeOf(given),
        isRequired: required.includes(name),
        default: given.default === undefined ? null : JSON.stringify(given.default).replaceAll('"', ''),
        description: given.description ?? forms.find(({ description }) => description)?.description ?? '',
      },
      ...forms.flatMap((form) => [
        ...keysOf(form, `${path}.`),
        ...(form.items ? keysOf(form.items, `${path}[].`) : []),
      ]),
    ];
  });
}

/** What may stand there; that it may be empty is no form. */
function formsOf(schema: Schema): Schema[] {
  return (schema.anyOf ?? [schema]).filter(({ type }) => type !== 'null');
}

function typeOf(schema: Schema): string {
  return formsOf(schema).map(nameOf).join(' or ');
}

function nameOf({ type, enum: choices, items, additionalProperties, minimum, maximum }: Schema): string {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(' or ');
  if (Array.isArray(type)) return type.map((one) => NAMES[one] ?? one).join(' or ');
  if (type === 'array') return `list of ${PLURALS[items ? typeOf(items) : ''] ?? 'entries'}`;
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

const PLURALS: Record<string, string> = { text: 'texts', section: 'sections', 'whole number': 'whole numbers' };
