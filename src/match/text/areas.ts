import type { Field } from '../../model/watch.ts';

/** Parts of an article whose words are known apart: `content` is title, other headlines and text. */
export type Area = 'content' | Exclude<Field, 'title' | 'headline' | 'text'>;

/** The area a field belongs to. */
export function areaOf(field: Field): Area {
  return field === 'title' || field === 'headline' || field === 'text' ? 'content' : field;
}
