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
  const bytes = Buffer.from(sketch[1], 'base64');
  const bins = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < bins.length; at += 1) bins[at] = bytes[2 * at]! | (bytes[2 * at + 1]! << 8);
  const restored: Feature[] = [];
  for (const kind of KINDS) {
    const packed = features[kind];
    if (packed) restoreValues(restored, kind, packed);
  }
  restoreTerms(restored, terms);
  return { ...rest, sketch: { size: sketch[0], bins }, features: restored };
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

/** Up to forty signatures are restored for an article, of up to 280 features each: one loop, and nothing made but these. */
function restoreValues(
  to: Feature[],
  kind: FeatureKind,
  [packedValues, packedWritten, packed]: [string, string, string],
): void {
  const bytes = Buffer.from(packed, 'base64');
  const values = packedValues.split(TAB);
  const written = packedWritten === '' ? null : packedWritten.split(TAB);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    const place = bytes[VALUE_BYTES * index]!;
    const name = place & 3;
    const isWritten = kind !== 'sign' && (kind !== 'sound' || name !== NAME.no);
    const { key, coarseKey } = keysOfFeature(kind, value);
    to.push({
      kind,
      key,
      coarseKey,
      value,
      written: written?.[index] || (isWritten ? value : ''),
      at: place >> 6,
      count: (place >> 2) & 15,
      name,
      rare: bytes[VALUE_BYTES * index + 1]! / STEPS,
      coarseRare: bytes[VALUE_BYTES * index + 2]! / STEPS,
    });
  }
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

function restoreTerms(to: Feature[], packed: string): void {
  const bytes = Buffer.from(packed, 'base64');
  for (let start = 0; start < bytes.length; start += TERM_BYTES) {
    const key = (bytes[start]! << 24) | (bytes[start + 1]! << 16) | (bytes[start + 2]! << 8) | bytes[start + 3]!;
    const place = bytes[start + 4]!;
    const rare = bytes[start + 5]! / STEPS;
    to.push({
      kind: 'term',
      key,
      coarseKey: key,
      value: '',
      written: '',
      at: place >> 6,
      count: (place >> 2) & 15,
      name: NAME.no,
      rare,
      coarseRare: rare,
    });
  }
}

function steps(rare: number): number {
  return Math.min(255, Math.round(rare * STEPS));
}
