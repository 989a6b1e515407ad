export { readPage as default } from './page.ts';
