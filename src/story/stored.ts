import { type Feature, type FeatureKind, NAME } from './features/feature.ts';
import { keysOfFeature } from './features/keys.ts';
import { SIGNATURE_VERSION, type Signature } from './signature.ts';

/** A signature as it is kept in a column of JSON: some 3 kB for a long article. */
export interface StoredSignature extends Omit<Signature, 'sketch' | 'features'> {
  /** Shingles, and the bins as bytes in Base64, little-endian. */
  sketch: [size: number, bins: string];
  /** By kind but for terms: values and how they were written, both parted by tabs, and {@link VALUE_BYTES} of each in Base64. */
  features: { [kind in FeatureKind]?: [values: string, written: string, bytes: string] };
  /** {@link TERM_BYTES} of each in Base64. */
  terms: string;
}

/** Rarities are kept in sixteenths of a nat: one byte each. */
const STEPS = 16;
/** Where it stands, how often and how surely it is a name; how rare; how rare in its coarse form. */
const VALUE_BYTES = 3;
/** The key (4); where it stands and how often; how rare. */
const TERM_BYTES = 6;
const KINDS = ['sound', 'number', 'place', 'sign', 'alias'] as const;
const TAB = '\t';

/** Packs a weighed signature to be kept with its article. Rarities are rounded to a sixteenth of a nat. */
export function storeSignature({ features, sketch, ...rest }: Signature): StoredSignature {
  const byKind = Map.groupBy(features, ({ kind }) => kind);
  const bins = Buffer.alloc(2 * sketch.bins.length);
  sketch.bins.forEach((bin, index) => {
    bins.writeUInt16LE(bin, 2 * index);
  });
  const packed = KINDS.flatMap((kind) => (byKind.has(kind) ? [[kind, packValues(byKind.get(kind)!)] as const] : []));
  return {
    ...rest,
    sketch: [sketch.size, bins.toString('base64')],
    features: Object.fromEntries(packed),
    terms: packTerms(byKind.get('term') ?? []),
  };
}

/** The signature that was stored, or null for one of another version: it can no longer be compared. */
export function restoreSignature({ sketch, features, terms, ...rest }: StoredSignature): Signature | null {
  if (rest.version !== SIGNATURE_VERSION) return null;
  const bins = Buffer.from(sketch[1], 'base64');
  return {
    ...rest,
    sketch: {
      size: sketch[0],
      bins: Uint16Array.from({ length: bins.length / 2 }, (_, at) => bins.readUInt16LE(2 * at)),
    },
    features: [
      ...KINDS.flatMap((kind) => (features[kind] ? restoreValues(kind, features[kind]) : [])),
      ...restoreTerms(terms),
    ],
  };
}

function packValues(features: readonly Feature[]): [string, string, string] {
  const bytes = Buffer.from(
    features.flatMap(({ at, count, name, rare, coarseRare }) => [
      (at << 6) | (count << 2) | name,
      steps(rare),
      steps(coarseRare),
    ]),
  );
  const values = features.map(({ value }) => value).join(TAB);
  // Numbers and the like are written as they count.
  const written = features.map((feature) => (feature.written === feature.value ? '' : feature.written)).join(TAB);
  return [values, /[^\t]/.test(written) ? written : '', bytes.toString('base64')];
}

function restoreValues(kind: FeatureKind, [values, packedWritten, packed]: [string, string, string]): Feature[] {
  const bytes = Buffer.from(packed, 'base64');
  const written = packedWritten.split(TAB);
  return values.split(TAB).map((value, index) => {
    const [place, rare, coarse] = bytes.subarray(VALUE_BYTES * index, VALUE_BYTES * (index + 1));
    const name = place! & 3;
    const isWritten = kind !== 'sign' && (kind !== 'sound' || name !== NAME.no);
    return {
      kind,
      ...keysOfFeature(kind, value),
      value,
      written: written[index] || (isWritten ? value : ''),
      at: place! >> 6,
      count: (place! >> 2) & 15,
      name,
      rare: rare! / STEPS,
      coarseRare: coarse! / STEPS,
    };
  });
}

function packTerms(terms: readonly Feature[]): string {
  const bytes = Buffer.alloc(TERM_BYTES * terms.length);
  terms.forEach(({ key, at, count, rare }, index) => {
    bytes.writeInt32BE(key, TERM_BYTES * index);
    bytes.writeUInt8((at << 6) | (count << 2), TERM_BYTES * index + 4);
    bytes.writeUInt8(steps(rare), TERM_BYTES * index + 5);
  });
  return bytes.toString('base64');
}

function restoreTerms(packed: string): Feature[] {
  const bytes = Buffer.from(packed, 'base64');
  return Array.from({ length: bytes.length / TERM_BYTES }, (_, index): Feature => {
    const key = bytes.readInt32BE(TERM_BYTES * index);
    const place = bytes.readUInt8(TERM_BYTES * index + 4);
    const rare = bytes.readUInt8(TERM_BYTES * index + 5) / STEPS;
    const [at, count] = [place >> 6, (place >> 2) & 15];
    return {
      kind: 'term',
      key,
      coarseKey: key,
      value: '',
      written: '',
      at,
      count,
      name: NAME.no,
      rare,
      coarseRare: rare,
    };
  });
}

function steps(rare: number): number {
  return Math.min(255, Math.round(rare * STEPS));
}
