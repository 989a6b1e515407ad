import { type Choice, chooseFiles } from '../../../src/config/versions/choose.ts';

const ACTIVE = { number: 5, digest: 'five', diskDigest: null };
const choice = (given: Partial<Choice>): Choice => ({ files: 'new', active: ACTIVE, base: 5, alone: false, ...given });

it.each<[string, Partial<Choice>, ReturnType<typeof chooseFiles>]>([
  ['the first files there are', { active: null, base: null }, 'activate'],
  ['what runs already', { files: 'five', base: null }, 'same'],
  ['an edit of what runs', {}, 'activate'],
  ['an edit of what ran before others went on', { base: 4 }, 'behind'],
  ['the same in the only process there is', { base: 4, alone: true }, 'behind'],
  ['the files of a process that is started beside others', { base: null }, 'behind'],
  ['the files of the only process there is', { base: null, alone: true }, 'activate'],
  ['files that a rollback left as they were', { files: 'four', active: { ...ACTIVE, diskDigest: 'four' } }, 'kept'],
  ['those of the only process', { files: 'four', active: { ...ACTIVE, diskDigest: 'four' }, alone: true }, 'kept'],
])('deals with %s', (_, given, expected) => {
  expect(chooseFiles(choice(given))).toBe(expected);
});
